//! `volume`: a disk that lives longer than the instance that has it.

use super::network::{existing_as, subnets_of, zone_of};
use super::shape::{Attribute, Entry, Identity, Shape, SizeUnit, Wanted};
use super::{Form, Group, Word, set_properties};
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowering, derived};
use crate::model::Declaration;
use crate::source::Span;
use crate::template::{Resource, Text, Value};

/// The description of `volume`.
pub static WORD: Word = Word {
    name: "volume",
    group: Group::Storage,
    form: Form::Resource,
    resource: "AWS::EC2::Volume",
    summary: "A disk that an instance has beside its own, and that stays when the instance goes. It costs money by its size.",
    sentence: "volume NAME [as HANDLE] [was OLD-NAME] < size = …, instance = … >",
    entries: &[
        Entry::new(
            "device",
            Shape::Literal,
            "What the instance calls it; a second volume of one instance needs a name of its own, such as /dev/sdg.",
        )
        .or("/dev/sdf"),
        Entry::new(
            "instance",
            Shape::Reference(&INSTANCE),
            "The instance that has it; its zone is that of the volume.",
        )
        .or("none, until a statement says it: attach NAME to INSTANCE"),
        Entry::new(
            "iops",
            Shape::Int(100, 256_000),
            "How many requests it serves in a second (more than 3,000 cost money).",
        )
        .or("3,000")
        .sets("Iops"),
        Entry::new(
            "name",
            Shape::Name,
            "Its Name tag where it differs from the declared name; `generated` leaves the tag out.",
        )
        .or("the declared name"),
        Entry::new(
            "on_delete",
            Shape::Choice(&["snapshot", "retain", "delete"]),
            "What becomes of it with the stack: a snapshot is kept of it, it stays, or it goes with what is on it.",
        )
        .or("snapshot"),
        Entry::new("size", Shape::Size(SizeUnit::Gibibytes, 1, 65_536), "Its size, such as 20GiB.")
            .or("that of its snapshot")
            .sets("Size"),
        Entry::new("snapshot", Shape::Reference(&SNAPSHOT), "A snapshot that it starts from.")
            .or("it starts empty")
            .sets("SnapshotId"),
        Entry::new(
            "throughput",
            Shape::Int(125, 2_000),
            "How many MiB it moves in a second (more than 125 cost money).",
        )
        .or("125")
        .sets("Throughput"),
        Entry::new(
            "type",
            Shape::Choice(&["gp3", "gp2", "io1", "io2", "sc1", "st1", "standard"]),
            "What it is made of; gp3 is right for nearly everything.",
        )
        .or("gp3")
        .sets("VolumeType"),
        Entry::new("zone", Shape::Zone, "Its zone: the letter in the stack's region, such as a, or the whole name.")
            .or("that of its instance")
            .sets("AvailabilityZone"),
    ],
    elsewhere: &[
        ("disk", "its size is said so: size = 20GiB; the root disk of an instance has its size there: disk = 20GiB"),
        ("encrypted", "it is encrypted; for a key of your own: KmsKeyId = …"),
    ],
    attributes: &[Attribute { name: "id", attribute: "", summary: "Its id." }],
    defaults: &[
        "it is encrypted, of type gp3",
        "a snapshot is kept of it when it is deleted or replaced, which costs money until somebody deletes it",
    ],
    named_by_tag: true,
    identity: Identity { by: "id", arn: "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}", names: "" },
    reference: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-volume.html",
    example: "instance web01 < image = amazon-linux-2023, type = t3.micro >\nvolume uploads < size = 20GiB, instance = web01 >",
    lower,
    finish: |to| check_zones(to),
    ..Word::EMPTY
};

static INSTANCE: Wanted = Wanted { what: "an instance", resource: "AWS::EC2::Instance", attribute: "", prefix: "i-" };
static SNAPSHOT: Wanted = Wanted { what: "a snapshot", resource: "AWS::EC2::Snapshot", attribute: "", prefix: "snap-" };

/// The first device that Linux images leave free. From the page "Device names for volumes" of the Amazon EBS User Guide.
const DEVICE: &str = "/dev/sdf";
const ZONE: &str = "AvailabilityZone";

fn lower<'s, 'a>(declaration: &'s Declaration<'a>, to: &mut Lowering<'s, 'a>) {
    let entries = &declaration.entries;
    let mut volume = Resource::new(declaration.logical_id.clone(), WORD.resource, 6);
    let policy = match entries.text("on_delete").map(AsRef::as_ref) {
        Some("retain") => "Retain",
        Some("delete") => "Delete",
        _ => "Snapshot",
    };
    volume.attribute("DeletionPolicy", Value::text(policy));
    volume.attribute("UpdateReplacePolicy", Value::text(policy));
    check_size(declaration, to);
    check_speed(declaration, to);
    volume.set("Encrypted", Value::Bool(true));
    volume.set("VolumeType", Value::text("gp3"));
    set_properties(declaration, &mut volume);
    to.push_main(declaration, volume);
    let Some((instance, setting)) = entries.value("instance").zip(entries.setting("instance")) else { return };
    let own = Value::Ref(declaration.logical_id.clone());
    let attached = Attached { volume: declaration, value: own, instance: instance.clone(), at: setting.span };
    let of = to.declaration_of(instance).and_then(|of| of.condition.clone());
    let condition = to.all_of([to.condition().clone(), of]);
    to.under(condition, |to| attach(attached, declaration.span, to));
}

/// A volume, and the instance that it is attached to.
pub struct Attached<'s, 'a> {
    /// The volume.
    pub volume: &'s Declaration<'a>,
    /// Its id.
    pub value: Value<'a>,
    /// The instance's id.
    pub instance: Value<'a>,
    /// Where the instance is named.
    pub at: Span,
}

/// Attaches a volume to an instance; what the statement adds has its place as its origin. The caller sees to the
/// condition.
pub fn attach<'a>(attached: Attached<'_, 'a>, origin: Span, to: &mut Lowering<'_, 'a>) {
    let Attached { volume, value, instance, at } = attached;
    let name: Text<'a> = volume.handle.text.into();
    if let Some((_, first)) = to.take("volumes", format!("{value:?}"), name.clone(), at) {
        let message = format!("the volume `{name}` is attached already, and only one instance can have it");
        let problem = Diagnostic::error("already-attached", message).label(at, "a second instance");
        return to.report(problem.label(first, "the first one").help("make a volume for each instance"));
    }
    if !volume.existing {
        take_zone(volume, &instance, at, to);
        check_zone(volume, &instance, at, to);
    }
    let device = volume.entries.text("device").cloned().unwrap_or(DEVICE.into());
    if let Some((other, first)) = to.take("devices", format!("{instance:?} {device}"), name, at) {
        let message = format!("two volumes of one instance would be `{device}`");
        let problem = Diagnostic::error("same-device", message).label(at, "attached here");
        let problem = problem.label(first, format!("`{other}` is attached here"));
        return to.report(problem.help("give one of them another device in its body: device = \"/dev/sdg\""));
    }
    let mut attachment = Resource::new(derived(&volume.logical_id, "Attachment"), "AWS::EC2::VolumeAttachment", 3);
    attachment.set("VolumeId", value);
    attachment.set("InstanceId", instance);
    attachment.set("Device", Value::Text(device));
    to.push(attachment, origin);
}

/// A volume is in the zone of its instance, unless its own is said.
fn take_zone<'a>(volume: &Declaration<'a>, instance: &Value<'a>, at: Span, to: &mut Lowering<'_, 'a>) {
    let has_zone = |one: &Resource<'_>| one.get(ZONE).or(one.get("AvailabilityZoneId")).is_some();
    if to.place(&volume.logical_id).is_none_or(|place| has_zone(&to.template.resources[place])) {
        return;
    }
    let declared = to.declaration_of(instance).or_else(|| existing_as(instance, to));
    let zone = declared.and_then(|declared| match zone_by_subnet(declared, to) {
        Some(zone) => Some(zone),
        None => to.reading(|values, problems| values.attribute(declared, Some(ZONE), at, problems)),
    });
    // An instance that is not always there says nothing where it is not.
    let is_sure = to.besides(to.condition().clone(), &[&to.condition_of(&volume.logical_id)]).is_none();
    if let Some(zone) = zone.filter(|_| is_sure)
        && let Some(volume) = to.resource_mut(&volume.logical_id)
    {
        volume.set(ZONE, zone);
    }
}

/// The zone that the subnet of an instance says: the volume need not wait for the instance then.
fn zone_by_subnet<'a>(instance: &Declaration<'a>, to: &Lowering<'_, 'a>) -> Option<Value<'a>> {
    let subnet = subnets_of(instance, to).into_iter().find_map(|subnet| to.declaration_of(&subnet))?;
    let given = subnet.entries.property(ZONE).map(|given| &given.value);
    given.or_else(|| subnet.entries.value("zone")).cloned()
}

/// EC2 refuses a volume of another zone than the instance.
fn check_zone<'a>(volume: &Declaration<'a>, instance: &Value<'a>, at: Span, to: &mut Lowering<'_, 'a>) {
    let declared = to.declaration_of(instance);
    let subnet = declared
        .and_then(|declared| subnets_of(declared, to).into_iter().find_map(|subnet| to.declaration_of(&subnet)));
    let (Some(zone), Some(subnet)) = (zone_of(volume), subnet) else { return };
    if zone_of(subnet).and_then(|other| zone.is(&other)) == Some(false) {
        let own = volume.entries.setting("zone").map_or(volume.handle.span, |setting| setting.span);
        let message = format!("the volume `{}` is in another zone than its instance", volume.handle.text);
        to.report(
            Diagnostic::error("wrong-zone", message)
                .label(own, "the zone of the volume")
                .label(at, "the instance")
                .label(subnet.handle.span, "which is in this subnet, of another zone")
                .help("leave `zone` out: a volume is in the zone of its instance"),
        );
    }
}

/// Volumes whose zone nobody says.
fn check_zones(to: &mut Lowering<'_, '_>) {
    for volume in to.declared_of(WORD.resource).filter(|one| !one.existing && !one.word.is_raw() && !one.misread) {
        let Some(place) = to.place(&volume.logical_id) else { continue };
        let resource = &to.template.resources[place];
        if [ZONE, "AvailabilityZoneId", "SourceVolumeId"].iter().all(|name| resource.get(name).is_none()) {
            to.report(
                Diagnostic::error(
                    "missing-entry",
                    format!("in which zone the volume `{}` is, is not known", volume.handle.text),
                )
                .label(volume.handle.span, "`zone = …` is missing")
                .help("say the zone, zone = a, or the instance that always has it: instance = web01"),
            );
        }
    }
}

fn check_size(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let entries = &declaration.entries;
    let said = entries.setting("size").is_some() || entries.setting("snapshot").is_some();
    let given = ["Size", "SnapshotId", "SourceVolumeId"].iter().any(|name| entries.property(name).is_some());
    if !said && !given && !declaration.misread {
        to.report(
            Diagnostic::error("missing-entry", format!("volume `{}` needs `size`", declaration.handle.text))
                .label(declaration.handle.span, "`size = …` is missing")
                .help("write `size = 20GiB`, or name a snapshot that it starts from: snapshot = \"snap-…\""),
        );
    }
}

/// EC2 refuses a speed of what has none of its own. See "CreateVolume" in the Amazon EC2 API Reference.
fn check_speed(declaration: &Declaration<'_>, to: &mut Lowering<'_, '_>) {
    let kind = declaration.entries.text("type").map_or("gp3", |kind| kind.as_ref());
    for (name, types) in [("iops", ["gp3", "io1", "io2"].as_slice()), ("throughput", &["gp3"])] {
        let Some(setting) = declaration.entries.setting(name).filter(|_| !types.contains(&kind)) else { continue };
        let problem = Diagnostic::error("no-effect", format!("a volume of type {kind} takes no `{name}`"))
            .label(setting.key, "not accepted");
        let problem = match declaration.entries.setting("type") {
            Some(kind) => problem.label(kind.span, "of this type"),
            None => problem,
        };
        to.report(problem.help(format!("leave it out, or choose {}", crate::suggest::one_of(types.iter().copied()))));
    }
}
