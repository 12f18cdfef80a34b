//! The order in which stacks are deployed: one that imports comes behind those that export, and others stand side by side.

use crate::deployment::links::Links;

/// For each stack, those that have to be there before it, by position.
///
/// # Errors
/// When stacks wait for each other: their positions, in a circle.
pub fn before(all: &[&Links]) -> Result<Vec<Vec<usize>>, Vec<usize>> {
    let needs: Vec<Vec<usize>> = all.iter().enumerate().map(|(at, own)| givers(all, at, own)).collect();
    match circle(&needs) {
        Some(circle) => Err(circle),
        None => Ok(needs),
    }
}

fn givers(all: &[&Links], at: usize, own: &Links) -> Vec<usize> {
    let gives = |other: &Links| own.imports.iter().any(|name| other.exports.contains(name));
    (0..all.len()).filter(|other| *other != at && gives(all[*other])).collect()
}

/// Some that wait for each other. Who waits for nobody, or only for such as are done, is taken away until none is left.
fn circle(needs: &[Vec<usize>]) -> Option<Vec<usize>> {
    let mut left: Vec<usize> = (0..needs.len()).collect();
    loop {
        let waiting = left.clone();
        left.retain(|at| needs[*at].iter().any(|other| waiting.contains(other)));
        if left.is_empty() {
            return None;
        }
        if left.len() == waiting.len() {
            return Some(around(needs, &left));
        }
    }
}

/// The circle among those that are left, each before the one that it waits for.
fn around(needs: &[Vec<usize>], left: &[usize]) -> Vec<usize> {
    let mut path = vec![left[0]];
    while let Some(next) = path.last().and_then(|last| needs[*last].iter().find(|other| left.contains(other))) {
        if let Some(start) = path.iter().position(|known| known == next) {
            return path.split_off(start);
        }
        path.push(*next);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::before;
    use crate::deployment::links::Links;

    fn links(exports: &[&str], imports: &[&str]) -> Links {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Links { exports: owned(exports), imports: owned(imports) }
    }

    #[test]
    fn who_imports_comes_later() {
        let all = [links(&[], &["net-Vpc", "db-Host"]), links(&["net-Vpc"], &[]), links(&["db-Host"], &["net-Vpc"])];
        let all: Vec<&Links> = all.iter().collect();
        assert_eq!(before(&all), Ok(vec![vec![1, 2], vec![], vec![1]]));
    }

    #[test]
    fn a_circle_is_named() {
        let all = [links(&["a"], &["b"]), links(&["b"], &["c"]), links(&["c"], &["b"]), links(&[], &["a"])];
        let all: Vec<&Links> = all.iter().collect();
        assert_eq!(before(&all), Err(vec![1, 2]));
    }
}
