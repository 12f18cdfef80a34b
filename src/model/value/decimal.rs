//! Numbers as they are written, which calculate without rounding.

/// Digits behind the point.
const MOST_PLACES: u32 = 18;

/// A number with a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    units: i128,
    /// How many of its digits stand behind the point.
    places: u32,
}

impl Decimal {
    /// The number that a text is.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || fraction.len() > MOST_PLACES as usize {
            return None;
        }
        let units = format!("{whole}{fraction}").parse().ok()?;
        Self { units, places: fraction.len() as u32 }.fitting()
    }

    /// The same without zeros at its end; nothing where a template has no such number.
    fn fitting(mut self) -> Option<Self> {
        while self.places > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.places -= 1;
        }
        let whole = self.units / 10_i128.checked_pow(self.places)?;
        (self.places <= MOST_PLACES && i64::try_from(whole).is_ok()).then_some(self)
    }

    /// Both with as many places.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let places = self.places.max(other.places);
        let at = |one: Self| one.units.checked_mul(10_i128.checked_pow(places - one.places)?);
        Some((at(self)?, at(other)?, places))
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (one, other, places) = self.aligned(other)?;
        Self { units: one.checked_add(other)?, places }.fitting()
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self { units: self.units.checked_mul(other.units)?, places: self.places + other.places }.fitting()
    }

    /// How often the other goes into it, where that is a whole number.
    pub fn over(self, other: Self) -> Option<Self> {
        let (one, other, _) = self.aligned(other)?;
        (other != 0 && one % other == 0).then(|| Self { units: one / other, places: 0 }.fitting())?
    }

    /// Below zero for above, and the other way round.
    pub fn negated(self) -> Self {
        Self { units: -self.units, ..self }
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.units == 0
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.units < 0
    }

    /// It itself, where it has nothing behind the point.
    pub fn whole(self) -> Option<i64> {
        if self.places == 0 { i64::try_from(self.units).ok() } else { None }
    }

    /// The whole number that is not above it.
    pub fn floor(self) -> i64 {
        let whole = 10_i128.checked_pow(self.places).map_or(0, |unit| self.units.div_euclid(unit));
        i64::try_from(whole).unwrap_or(i64::MAX)
    }

    /// How it is written without a sign.
    pub fn digits(self) -> String {
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = self.places as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.places as usize);
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Self { units: number.into(), places: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn of(text: &str) -> Decimal {
        match text.strip_prefix('-') {
            Some(rest) => Decimal::parse(rest).expect("a number").negated(),
            None => Decimal::parse(text).expect("a number"),
        }
    }

    fn shown(number: Option<Decimal>) -> String {
        number.map_or("none".to_owned(), |number| {
            let sign = if number.is_negative() { "-" } else { "" };
            format!("{sign}{}", number.digits())
        })
    }

    #[test]
    fn nothing_is_rounded() {
        assert_eq!(shown(of("0.1").plus(of("0.2"))), "0.3");
        assert_eq!(shown(of("1.5").plus(of("1.5"))), "3");
        assert_eq!(shown(of("60").times(of("0.8"))), "48");
        assert_eq!(shown(of("0.05").times(of("0.1"))), "0.005");
        assert_eq!(shown(of("1").minus(of("1.25"))), "-0.25");
        assert_eq!(shown(of("1.5").over(of("0.5"))), "3");
        assert_eq!(shown(of("7").over(of("2"))), "none");
        assert_eq!(shown(of("7").over(of("0"))), "none");
        assert_eq!(shown(of("-6").over(of("2"))), "-3");
    }

    #[test]
    fn what_no_template_holds_is_none() {
        assert_eq!(shown(of("9223372036854775807").plus(of("1"))), "none");
        assert_eq!(shown(of("9223372036854775807").times(of("9223372036854775807"))), "none");
        assert_eq!(shown(of("0.000000000000000001").times(of("0.1"))), "none");
        assert_eq!(shown(of("0.5").times(of("0.000000000000000002"))), "0.000000000000000001");
        for text in ["", ".5", "a", "1e3", "-1", "9223372036854775808", "0.0000000000000000001", "1.2.3", "１"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn zeros_at_the_end_mean_nothing() {
        assert_eq!(of("8.0"), of("8"));
        assert_eq!(of("8.0").whole(), Some(8));
        assert_eq!(of("8.5").whole(), None);
    }
}
