"""The template of N units with troposphere: what infrac makes of `cargo bench -- --source N`. argv: N"""
import sys

from troposphere import GetAtt, Ref, Sub, Tags, Template, ec2, iam, s3

template = Template()
template.set_version("2010-09-09")
for i in range(1, int(sys.argv[1]) + 1):
    bucket = template.add_resource(s3.Bucket(
        f"AwsIntroSampleUpload{i}", BucketName=f"aws-intro-sample-upload-{i}",
        DeletionPolicy="RetainExceptOnCreate", UpdateReplacePolicy="Retain",
        PublicAccessBlockConfiguration=s3.PublicAccessBlockConfiguration(
            BlockPublicAcls=True, BlockPublicPolicy=True, IgnorePublicAcls=True, RestrictPublicBuckets=True),
        OwnershipControls=s3.OwnershipControls(Rules=[s3.OwnershipControlsRule(ObjectOwnership="BucketOwnerEnforced")]),
        BucketEncryption=s3.BucketEncryption(ServerSideEncryptionConfiguration=[s3.ServerSideEncryptionRule(
            ServerSideEncryptionByDefault=s3.ServerSideEncryptionByDefault(SSEAlgorithm="AES256"))]),
        LifecycleConfiguration=s3.LifecycleConfiguration(Rules=[s3.LifecycleRule(
            Id="abort-incomplete-uploads", Status="Enabled",
            AbortIncompleteMultipartUpload=s3.AbortIncompleteMultipartUpload(DaysAfterInitiation=7))])))
    template.add_resource(s3.BucketPolicy(
        f"AwsIntroSampleUpload{i}Policy", Bucket=Ref(bucket),
        PolicyDocument={"Version": "2012-10-17", "Statement": [{
            "Sid": "DenyInsecureTransport", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": [GetAtt(bucket, "Arn"), Sub("${AwsIntroSampleUpload%d.Arn}/*" % i)],
            "Condition": {"Bool": {"aws:SecureTransport": False}}}]}))
    role = template.add_resource(iam.Role(
        f"SampleRoleWeb{i}", RoleName=f"sample-role-web-{i}", Description="upload images",
        ManagedPolicyArns=[Sub("arn:${AWS::Partition}:iam::aws:policy/AmazonS3FullAccess")],
        AssumeRolePolicyDocument={"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}))
    profile = template.add_resource(iam.InstanceProfile(
        f"SampleRoleWeb{i}InstanceProfile", InstanceProfileName=f"sample-role-web-{i}", Roles=[Ref(role)]))
    group = template.add_resource(ec2.SecurityGroup(
        f"WebSg{i}", GroupDescription="web tier",
        SecurityGroupIngress=[ec2.SecurityGroupRule(CidrIp="0.0.0.0/0", FromPort=80, IpProtocol="tcp", ToPort=80)]))
    for name in ("web01", "web02"):
        template.add_resource(ec2.Instance(
            f"{name.capitalize()}{i}", ImageId="ami-0123456789abcdef0", InstanceType="t3.micro", EbsOptimized=True,
            SecurityGroupIds=[GetAtt(group, "GroupId")], IamInstanceProfile=Ref(profile),
            MetadataOptions=ec2.MetadataOptions(HttpEndpoint="enabled", HttpTokens="required"),
            Tags=Tags(Name=f"{name}-{i}")))
print(template.to_json())
