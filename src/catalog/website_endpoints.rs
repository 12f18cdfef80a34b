//! Host names of S3's websites by region, with the hosted zones that Route 53 wants of an alias to one.
//!
//! From the table "Amazon S3 website endpoints" of the page "Amazon Simple Storage Service endpoints and quotas" of the
//! AWS General Reference, https://docs.aws.amazon.com/general/latest/gr/s3.html.

/// A region's endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint {
    /// The region.
    pub region: &'static str,
    /// The hosted zone of its host name.
    pub zone: &'static str,
}

const fn endpoint(region: &'static str, zone: &'static str) -> Endpoint {
    Endpoint { region, zone }
}

/// All that are listed, in alphabetical order.
pub const ENDPOINTS: &[Endpoint] = &[
    endpoint("af-south-1", "Z11KHD8FBVPUYU"),
    endpoint("ap-east-1", "ZNB98KWMFR0R6"),
    endpoint("ap-east-2", "Z064739330DAH7WJVOO93"),
    endpoint("ap-northeast-1", "Z2M4EHUR26P7ZW"),
    endpoint("ap-northeast-2", "Z3W03O7B5YMIYP"),
    endpoint("ap-northeast-3", "Z2YQB5RD63NC85"),
    endpoint("ap-south-1", "Z11RGJOFQNVJUP"),
    endpoint("ap-south-2", "Z02976202B4EZMXIPMXF7"),
    endpoint("ap-southeast-1", "Z3O0J2DXBE1FTB"),
    endpoint("ap-southeast-2", "Z1WCIGYICN2BYD"),
    endpoint("ap-southeast-3", "Z01846753K324LI26A3VV"),
    endpoint("ap-southeast-4", "Z0312387243XT5FE14WFO"),
    endpoint("ap-southeast-5", "Z08660063OXLMA7F1FJHU"),
    endpoint("ap-southeast-7", "Z0031014GXUMRZG6I14G"),
    endpoint("ca-central-1", "Z1QDHH18159H29"),
    endpoint("ca-west-1", "Z03565811Z33SLEZTHOUL"),
    endpoint("cn-north-1", "Z5CN8UMXT92WN"),
    endpoint("cn-northwest-1", "Z282HJ1KT0DH03"),
    endpoint("eu-central-1", "Z21DNDUVLTQW6Q"),
    endpoint("eu-central-2", "Z030506016YDQGETNASS"),
    endpoint("eu-north-1", "Z3BAZG2TWCNX0D"),
    endpoint("eu-south-1", "Z3IXVV8C73GIO3"),
    endpoint("eu-south-2", "Z0081959F7139GRJC19J"),
    endpoint("eu-west-1", "Z1BKCTXD74EZPE"),
    endpoint("eu-west-2", "Z3GKZC51ZF0DB4"),
    endpoint("eu-west-3", "Z3R1K369G5AVDG"),
    endpoint("il-central-1", "Z09640613K4A3MN55U7GU"),
    endpoint("me-central-1", "Z06143092I8HRXZRUZROF"),
    endpoint("me-south-1", "Z1MPMWCPA7YB62"),
    endpoint("sa-east-1", "Z7KQH4QJS55SO"),
    endpoint("us-east-1", "Z3AQBSTGFYJSTF"),
    endpoint("us-east-2", "Z2O1EMRO9K5GLX"),
    endpoint("us-gov-east-1", "Z2NIFVYYW2VKV1"),
    endpoint("us-gov-west-1", "Z31GFT0UA1I2HV"),
    endpoint("us-west-1", "Z2F56UZL2M1ACD"),
    endpoint("us-west-2", "Z3BJ6K6RIION7M"),
];

/// Regions whose host name has a hyphen in front of the region; those of the others have a dot.
const WITH_HYPHEN: &[&str] = &[
    "ap-northeast-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-west-1",
    "sa-east-1",
    "us-east-1",
    "us-gov-west-1",
    "us-west-1",
    "us-west-2",
];

/// The endpoint of a region.
pub fn find(region: &str) -> Option<&'static Endpoint> {
    ENDPOINTS.iter().find(|endpoint| endpoint.region == region)
}

impl Endpoint {
    /// Its host name.
    pub fn host(&self) -> String {
        let region = self.region;
        let between = if WITH_HYPHEN.contains(&region) { '-' } else { '.' };
        let end = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        format!("s3-website{between}{region}.{end}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::regions;

    #[test]
    fn regions_have_their_forms() {
        assert!(ENDPOINTS.is_sorted_by_key(|endpoint| endpoint.region) && WITH_HYPHEN.is_sorted());
        let host = |region| find(region).map(Endpoint::host).unwrap_or_default();
        assert_eq!(host("us-east-1"), "s3-website-us-east-1.amazonaws.com");
        assert_eq!(host("ap-northeast-2"), "s3-website.ap-northeast-2.amazonaws.com");
        assert_eq!(host("cn-north-1"), "s3-website.cn-north-1.amazonaws.com.cn");
        let unknown: Vec<_> = ENDPOINTS.iter().filter(|one| !regions::names().any(|name| name == one.region)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
