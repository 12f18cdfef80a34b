//! CloudFront's own policies, by their names, with the ids that templates have.
//!
//! From the pages "Use managed cache policies", "Use managed origin request policies" and "Use managed response headers
//! policies" of the CloudFront Developer Guide.

/// Policies by name, each with its id.
pub type Policies = &'static [(&'static str, &'static str)];

/// What is kept, for how long, and by which parts of a request.
pub const CACHE: Policies = &[
    ("CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"),
    ("CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6"),
    ("CachingOptimizedForUncompressedObjects", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"),
    ("Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f"),
    ("UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65"),
    ("UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe"),
];

/// Headers that are added to every answer.
pub const RESPONSE_HEADERS: Policies = &[
    ("CORS-With-Preflight", "5cc3b908-e619-4b99-88e5-2cf7f45965bd"),
    ("CORS-and-SecurityHeadersPolicy", "e61eb60c-9c35-4d20-a928-2b84e02af89c"),
    ("CORS-with-preflight-and-SecurityHeadersPolicy", "eaab4381-ed33-4a86-88ca-d9558dc6cd63"),
    ("SecurityHeadersPolicy", "67f7725c-6f97-4210-82d7-5512b31e9d03"),
    ("SimpleCORS", "60669652-455b-4ae9-85a4-c4c02393f86c"),
];

/// All of a request goes to the origin.
pub const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
/// The same without the header `Host`, for origins that answer to their own name only.
pub const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/// The id of a policy.
pub fn find(policies: Policies, name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("Managed-").unwrap_or(name);
    policies.iter().find(|(known, _)| *known == name).map(|(_, id)| *id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_found_by_their_names() {
        assert_eq!(find(CACHE, "CachingOptimized"), find(CACHE, "Managed-CachingOptimized"));
        assert_eq!(find(CACHE, "Caching"), None);
        for policies in [CACHE, RESPONSE_HEADERS] {
            assert!(policies.is_sorted() && policies.iter().all(|(_, id)| id.len() == 36));
        }
    }
}
