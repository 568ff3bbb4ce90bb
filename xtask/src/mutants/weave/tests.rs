use super::super::list::{Genre, Mutant};
use super::weave;

/// The mutant that replaces the first place of `part`.
fn mutant(source: &str, genre: Genre, part: &str, replacement: &str) -> Mutant {
    let start = source.find(part).unwrap();
    let text = String::new;
    let span = start..start + part.len();
    Mutant { file: text(), name: text(), what: text(), line: text(), genre, span, replacement: replacement.to_owned() }
}

#[track_caller]
fn weaves(source: &str, mutants: &[(Genre, &str, &str)], expected: &str) {
    let mutants: Vec<Mutant> = mutants.iter().map(|(genre, part, replacement)| mutant(source, *genre, part, replacement)).collect();
    let numbered: Vec<(usize, &Mutant)> = mutants.iter().enumerate().collect();
    let woven = weave(source, &numbered).unwrap();
    assert_eq!(woven.text.replace("crate::mutation::", ""), expected);
    let mut numbers = woven.numbers.clone();
    numbers.sort_unstable();
    assert_eq!(numbers, (0..numbered.len()).collect::<Vec<_>>());
}

#[test]
fn one_operator_is_the_other() {
    weaves(
        "fn f() { a && b; }",
        &[(Genre::Binary, "&&", "||")],
        "fn f() { ({ let left: bool = (a); if left != is(0) { b } else { left } }); }",
    );
    weaves(
        "fn f() { a || b; }",
        &[(Genre::Binary, "||", "&&")],
        "fn f() { ({ let left: bool = (a); if left == is(0) { b } else { left } }); }",
    );
    weaves(
        "fn f() { a < b; }",
        &[(Genre::Binary, "<", "=="), (Genre::Binary, "<", ">")],
        "fn f() { (if is(0) { a == b } else if is(1) { a > b } else { a < b }); }",
    );
    weaves("fn f() { !a; }", &[(Genre::Unary, "!", "")], "fn f() { (if is(0) { a } else { !a }); }");
}

#[test]
fn what_is_inside_stays_inside() {
    weaves(
        "fn f() -> bool { !a == b }",
        &[(Genre::Value, "!a == b", "true"), (Genre::Binary, "==", "!="), (Genre::Unary, "!", "")],
        "fn f() -> bool { if is(0) { return true; } \
         (if is(1) { (if is(2) { a } else { !a }) != b } else { (if is(2) { a } else { !a }) == b }) }",
    );
}

#[test]
fn arms_go_by_their_guards() {
    let source = "fn f() { match a { 1 if b => c, 2 => d, _ => e } }";
    weaves(
        source,
        &[(Genre::Guard, "b =>", "true"), (Genre::Guard, "b =>", "false"), (Genre::Arm, "1 if", ""), (Genre::Arm, "2 =>", "")],
        "fn f() { match a { 1 if !is(2) && (is(0) || !(is(1) || false) && (b)) => c, 2 if !is(3) && true => d, _ => e } }",
    );
}

#[test]
fn a_field_comes_from_the_rest() {
    weaves("fn f() { A { b: c, ..d }; }", &[(Genre::Field, "b: c", "")], "fn f() { A { b: if is(0) { (d).b } else { c }, ..d }; }");
}

#[test]
fn a_constant_has_no_switch() {
    let source = "impl A { const fn f(self) -> bool { true } }";
    weaves(source, &[(Genre::Value, "true", "false")], "impl A {  fn f(self) -> bool { if is(0) { return false; } true } }");
}

#[test]
fn a_rule_passes_whatever_comes() {
    let source = "fn f() -> Finding { g() }";
    weaves(source, &[(Genre::Value, "g()", "Default::default()")], "fn f() -> Finding { if is(0) { return Finding::Pass; } g() }");
}

#[test]
fn what_cannot_be_woven_is_left_out() {
    let source = "fn f() { if let Some(a) = b && c {} }";
    let mutant = mutant(source, Genre::Binary, "&&", "||");
    let woven = weave(source, &[(0, &mutant)]).unwrap();
    assert_eq!((woven.text.as_str(), woven.numbers.len()), (source, 0));
}

#[test]
fn an_error_belongs_to_the_innermost() {
    let source = "fn f() -> bool { a < b && c }";
    let mutants = [
        mutant(source, Genre::Value, "a < b && c", "g()"),
        mutant(source, Genre::Binary, "<", ">"),
        mutant(source, Genre::Binary, "&&", "||"),
    ];
    let woven = weave(source, &mutants.iter().enumerate().collect::<Vec<_>>()).unwrap();
    let at = |part: &str| woven.at(woven.text.find(part).unwrap()).to_vec();
    assert_eq!((at("g()"), at("a > b"), at("left"), at("fn")), (vec![0], vec![1], vec![2], vec![]));
}
