use super::*;

const SAMPLES: [&str; MOST] = ["12.5", "A001, A002", "/etc/mcs/cert.pem"];

fn sample(sentence: Sentence) -> String {
    sentence.with(&[&SAMPLES[0], &SAMPLES[1], &SAMPLES[2]])
}

fn places(template: &str) -> Vec<usize> {
    let (mut rest, mut found) = (template, Vec::new());
    while let Some((_, n, after)) = place(rest) {
        found.push(n);
        rest = after;
    }
    assert!(!rest.contains(['{', '}']), "{template}: a place that is none");
    found.sort_unstable();
    found
}

#[test]
fn each_sentence_has_the_same_values_in_both_languages() {
    for sentence in table::ALL.iter().chain([&AND_MORE]) {
        let own = places(sentence.english);
        assert_eq!(own, places(sentence.chinese), "{sentence:?}");
        assert!(own.iter().copied().eq(0..own.len()), "{sentence:?}: each value once");
        assert!(!sentence.chinese.is_ascii(), "{sentence:?}");
    }
}

#[test]
fn each_sentence_is_told_in_chinese_and_by_no_other_sentence() {
    for sentence in table::ALL {
        let text = sample(*sentence);
        let whole: Vec<_> = table::ALL.iter().filter(|other| other.chinese_of(&text).is_some()).collect();
        assert_eq!(whole, [sentence], "{text}");
        let mut chinese = String::new();
        fill(sentence.chinese, &mut chinese, |to, n| to.write_str(SAMPLES[n])).expect("a text");
        assert_eq!(told(&text, Language::Chinese), chinese);
        assert_eq!(told(&text, Language::English), text);
    }
}

#[test]
fn several_sentences_are_told_one_after_the_other() {
    for first in table::ALL {
        for second in table::ALL {
            let text = format!("{}; {}", sample(*first), sample(*second));
            let both = [first, second].map(|sentence| told(&sample(*sentence), Language::Chinese).into_owned());
            assert_eq!(told(&text, Language::Chinese), both.join("；"), "{text}");
        }
    }
}

#[test]
fn what_is_no_sentence_stays_as_it_is() {
    for text in ["", "; ", "mail: no route", "valve closed; went home", "err ", " % of the disk is free", "drill: "] {
        assert_eq!(told(text, Language::Chinese), text);
    }
    assert_eq!(told("mail: no route; acknowledged", Language::Chinese), "mail: no route；已确认");
}

#[test]
fn values_are_told_too_where_they_are_words_of_ours() {
    let names = TRAFFIC.with(&[&"A001, A002 and 3 more"]);
    assert!(told(&names, Language::Chinese).contains("A001, A002 等，另有 3 个"));
    let lost = BROKER_LOST.with(&[&"mqtt://b", &BROKER_SILENT.plain()]);
    assert!(told(&lost, Language::Chinese).contains("mqtt://b 无数据：无应答。"));
}
