// The findings of cdk-nag's pack AwsSolutions in templates, one object of JSON a line.
// Usage: node nag.js TEMPLATE…, with NODE_PATH where the packages of package.json are.
const { App, Aspects, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");

function findings(template) {
  const found = [];
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, "Stack");
  new CfnInclude(stack, "Template", { templateFile: template });
  const add = (code) => (data) => found.push({ template, code: code ?? data.ruleId, resource: stack.resolve(data.resource.logicalId) });
  const ignore = () => {};
  const logger = {
    onCompliance: ignore,
    onNotApplicable: ignore,
    onSuppressed: ignore,
    onSuppressedError: ignore,
    onNonCompliance: add(),
    onError: add("CdkNagValidationFailure"),
  };
  Aspects.of(app).add(new AwsSolutionsChecks({ reports: false, additionalLoggers: [logger] }));
  app.synth();
  return found;
}

for (const template of process.argv.slice(2)) {
  let found;
  try {
    found = findings(template);
  } catch (error) {
    // A template that the CDK cannot read.
    found = [{ template, code: "unreadable", resource: String(error.message).split("\n")[0] }];
  }
  for (const finding of found) console.log(JSON.stringify(finding));
}
