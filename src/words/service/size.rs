//! Which memory goes with which share of processors.
//!
//! From the page "Amazon ECS task definition parameters for Fargate" of the Amazon ECS Developer Guide.

use crate::diagnostic::Diagnostic;
use crate::lower::Lowering;
use crate::model::Declaration;
use crate::suggest;
use crate::words::shape::SizeUnit;

/// A share of processors in 1024ths, and the memory that goes with it in MiB: from, to, in steps of.
const SIZES: [(i64, i64, i64, i64); 7] = [
    (512, 1_024, 4_096, 1_024),
    (1_024, 2_048, 8_192, 1_024),
    (2_048, 4_096, 16_384, 1_024),
    (4_096, 8_192, 30_720, 1_024),
    (8_192, 16_384, 61_440, 4_096),
    (16_384, 32_768, 122_880, 8_192),
    (32_768, 61_440, 249_856, 0),
];
/// Those of the smallest and of the largest share.
const SMALLEST: (i64, [i64; 3]) = (256, [512, 1_024, 2_048]);
const LARGEST: [i64; 3] = [61_440, 122_880, 249_856];

/// Every memory that goes with a share, in ascending order; none where there is no such share.
fn memories(cpu: i64) -> Option<Vec<i64>> {
    if cpu == SMALLEST.0 {
        return Some(SMALLEST.1.to_vec());
    }
    let (_, from, to, step) = SIZES.into_iter().find(|(share, ..)| *share == cpu)?;
    if step == 0 {
        return Some(LARGEST.to_vec());
    }
    Some((0..=(to - from) / step).map(|count| from + count * step).collect())
}

fn shares() -> impl Iterator<Item = i64> {
    std::iter::once(SMALLEST.0).chain(SIZES.into_iter().map(|(share, ..)| share))
}

/// The share and the memory of a service.
pub fn of(service: &Declaration<'_>, to: &mut Lowering<'_, '_>) -> Option<(i64, i64)> {
    let entries = &service.entries;
    let cpu = entries.int("cpu").unwrap_or(SMALLEST.0);
    let Some(memories) = memories(cpu) else {
        let span = entries.setting("cpu").map_or(service.handle.span, |setting| setting.span);
        let all: Vec<String> = shares().map(|share| share.to_string()).collect();
        let nearest = shares().min_by_key(|share| share.abs_diff(cpu)).unwrap_or(cpu);
        let message = format!("Fargate has shares of {}, found {cpu}", suggest::one_of(all.iter().map(String::as_str)));
        let problem = Diagnostic::error("unknown-value", message).label(span, "no such share");
        to.report(problem.help("1024 is one processor").fix(format!("write `{nearest}`"), span, nearest.to_string()));
        return None;
    };
    let Some(memory) = entries.int("memory") else { return memories.first().map(|least| (cpu, *least)) };
    if memories.contains(&memory) {
        return Some((cpu, memory));
    }
    to.report(unfit(service, cpu, memory, &memories));
    None
}

fn unfit(service: &Declaration<'_>, cpu: i64, memory: i64, memories: &[i64]) -> Diagnostic {
    let entries = &service.entries;
    let span = |entry| entries.setting(entry).map_or(service.handle.span, |setting| setting.span);
    let nearest = memories.iter().copied().min_by_key(|one| one.abs_diff(memory)).unwrap_or(memory);
    let problem =
        Diagnostic::error("memory-does-not-fit", format!("Fargate has no {} with a cpu of {cpu}", show(memory)))
            .label(span("memory"), format!("not with a cpu of {cpu}"));
    let problem = match entries.setting("cpu") {
        Some(cpu) => problem.label(cpu.span, "its share of processors"),
        None => problem,
    };
    let goes: Vec<String> = shares()
        .filter(|share| self::memories(*share).is_some_and(|all| all.contains(&memory)))
        .map(|share| share.to_string())
        .collect();
    let with =
        if goes.is_empty() { String::new() } else { format!("; {} goes with {}", show(memory), suggest::any_of(goes)) };
    problem.help(format!("with {cpu} goes {}{with}", range(memories))).fix(
        format!("write `{}`", show(nearest)),
        span("memory"),
        show(nearest),
    )
}

/// Sizes as a sentence: all of a few, else from the first to the last.
fn range(memories: &[i64]) -> String {
    match memories {
        [first, second, .., last] if memories.len() > 4 => {
            format!("{} to {} in steps of {}", show(*first), show(*last), show(second - first))
        }
        few => suggest::any_of(few.iter().map(|one| show(*one))),
    }
}

fn show(mebibytes: i64) -> String {
    match mebibytes % 1_024 {
        0 => SizeUnit::Gibibytes.show(mebibytes / 1_024),
        _ => SizeUnit::Mebibytes.show(mebibytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_goes_with_a_share() {
        assert_eq!(memories(256), Some(vec![512, 1_024, 2_048]));
        assert_eq!(memories(1_024).map(|all| all.len()), Some(7));
        assert_eq!(memories(16_384).and_then(|all| all.last().copied()), Some(122_880));
        assert_eq!(memories(32_768), Some(vec![61_440, 122_880, 249_856]));
        assert_eq!(memories(300), None);
        assert_eq!(range(&memories(512).unwrap_or_default()), "1GiB, 2GiB, 3GiB or 4GiB");
        assert_eq!(range(&memories(8_192).unwrap_or_default()), "16GiB to 60GiB in steps of 4GiB");
    }
}
