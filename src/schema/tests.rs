use super::*;

#[test]
fn every_type_is_found_by_its_name_and_read_whole() {
    assert!(names().len() > 1_800 && names().is_sorted());
    for name in names() {
        let found = find(name).unwrap();
        assert_eq!(found.name, name);
        assert!(found.nodes.iter().all(|node| node.properties.is_sorted_by_key(|property| property.name)), "{name}");
    }
    for absent in ["", "AWS", "AWS::SQS::Queu", "AWS::SQS::Queues", "aws::sqs::queue", "\u{10ffff}"] {
        assert!(find(absent).is_none(), "{absent}");
    }
}
