//! Machine images by the names people write, and the public parameters that hold their current ids.

use super::Row;
use super::tables::IMAGES;

/// The parameter path of an image (`amazon-linux-2023`) for an architecture (`arm64` or `x86_64`).
pub fn find(name: &str, architecture: &str) -> Option<&'static str> {
    IMAGES.all(name).find(|row| row.column(1) == architecture).map(|row| row.column(2))
}

/// The architectures an image is published for, none when the image is unknown.
pub fn architectures(name: &str) -> impl Iterator<Item = &'static str> {
    IMAGES.all(name).map(|row| row.column(1))
}

/// The name of an image as the catalogue holds it.
pub fn name(name: &str) -> Option<&'static str> {
    IMAGES.get(name).map(Row::key)
}

/// The names of all images, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    IMAGES.names()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_amazon_linux() {
        let path = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
        assert_eq!(find("amazon-linux-2023", "arm64"), Some(path));
        assert_eq!(find("amazon-linux-2023", "i386"), None);
        assert_eq!(find("amazon-linux", "arm64"), None);
    }

    #[test]
    fn every_vendor_spells_the_architecture_its_own_way() {
        assert_eq!(find("debian-12", "x86_64"), Some("/aws/service/debian/release/12/latest/amd64"));
        assert!(find("ubuntu-24.04", "x86_64").unwrap().ends_with("/amd64/hvm/ebs-gp3/ami-id"));
        assert!(find("ubuntu-22.04", "arm64").unwrap().ends_with("/arm64/hvm/ebs-gp2/ami-id"));
    }

    #[test]
    fn lists_architectures() {
        assert_eq!(architectures("amazon-linux-2").collect::<Vec<_>>(), ["arm64", "x86_64"]);
        assert_eq!(architectures("ecs-amazon-linux-2023-gpu").collect::<Vec<_>>(), ["x86_64"]);
        assert_eq!(architectures("windows").count(), 0);
    }

    #[test]
    fn every_path_is_public_and_names_are_unique() {
        assert!(IMAGES.rows().all(|row| row.column(2).starts_with("/aws/service/")));
        let names: Vec<_> = names().collect();
        assert!(names.is_sorted() && names.contains(&"ubuntu-24.04") && names.windows(2).all(|two| two[0] != two[1]));
    }
}
