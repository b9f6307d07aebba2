//! Letters that count: `a`, `b`, … `z`, `aa`. Each script has those that its lists are
//! lettered with, in their customary order.

use crate::language::Language;

/// As `a)`, `b)`, … are in most languages.
const LATIN: &str = "a b c d e f g h i j k l m n o p q r s t u v w x y z";

/// By script. Russian lists leave out letters that are taken for others or for figures
/// (GOST 2.105); Arabic ones follow the old order of the alphabet, Punjabi ones start with
/// the vowels' bearers, Tamil ones with the vowels.
const LETTERS: [(&str, &str); 6] = [
    (
        "Arab",
        "أ ب ج د هـ و ز ح ط ي ك ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ",
    ),
    (
        "Beng",
        "ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ ড ঢ ণ ত থ দ ধ ন প ফ ব ভ ম য র ল শ ষ স হ",
    ),
    ("Cyrl", "а б в г д е ж и к л м н п р с т у ф х ц ш щ э ю я"),
    (
        "Deva",
        "क ख ग घ ङ च छ ज झ ञ ट ठ ड ढ ण त थ द ध न प फ ब भ म य र ल व श ष स ह",
    ),
    (
        "Guru",
        "ੳ ਅ ੲ ਸ ਹ ਕ ਖ ਗ ਘ ਙ ਚ ਛ ਜ ਝ ਞ ਟ ਠ ਡ ਢ ਣ ਤ ਥ ਦ ਧ ਨ ਪ ਫ ਬ ਭ ਮ ਯ ਰ ਲ ਵ ੜ",
    ),
    (
        "Taml",
        "அ ஆ இ ஈ உ ஊ எ ஏ ஐ ஒ ஓ ஔ க ங ச ஞ ட ண த ந ப ம ய ர ல வ ழ ள ற ன",
    ),
];

/// The old order with the letters of Urdu.
const URDU: &str = "الف ب ج د ہ و ز ح ط ی ک ل م ن س ع ف ص ق ر ش ت ث خ ذ ض ظ غ";

/// The letters for a number from 1; behind the last of them two stand together.
pub fn letters(number: usize, language: &Language) -> String {
    let script = language.usual_script().unwrap_or_default();
    let of_script = LETTERS.iter().find(|(name, _)| *name == script);
    let all = match (language.primary(), of_script) {
        ("ur", Some(_)) => URDU,
        (_, Some((_, letters))) => letters,
        (_, None) => LATIN,
    };
    let all: Vec<&str> = all.split(' ').collect();
    let mut rest = number;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(all[rest % all.len()]);
        rest /= all.len();
    }
    out.iter().rev().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;
    use crate::language::Language;

    #[test]
    fn each_script_counts_with_its_own_letters() {
        let said = |tag, number| letters(number, &Language::parse(tag).unwrap());
        let cases = [
            ("en", ["a", "z", "aa", "ba"]),
            ("vi", ["a", "z", "aa", "ba"]),
            ("zh", ["a", "z", "aa", "ba"]),
            ("ru", ["а", "аа", "аб", "бв"]),
            ("ar", ["أ", "ض", "ظ", "أذ"]),
            ("ur", ["الف", "ض", "ظ", "الفذ"]),
            ("hi", ["क", "य", "र", "कन"]),
            ("bn", ["ক", "য", "র", "কপ"]),
            ("pa", ["ੳ", "ਪ", "ਫ", "ੳਡ"]),
            ("ta", ["அ", "வ", "ழ", "அய"]),
        ];
        for (tag, expected) in cases {
            let found = [1, 26, 27, 53].map(|number| said(tag, number));
            assert_eq!(found, expected, "{tag}");
        }
    }
}
