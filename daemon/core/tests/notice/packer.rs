//! What waits for a channel is packed into messages, and the channel bears it.

use mcs_core::{
    alarm::Priority,
    notice::{Allowance, ChannelKind, Pack, Packer, Waiting},
    time::{Monotonic, Span},
};
use proptest::prelude::*;

fn at(secs: i64) -> Monotonic {
    Monotonic::from_micros(secs * 1_000_000)
}

fn waiting(id: u64, priority: Priority, since: Monotonic) -> Waiting {
    Waiting { id, priority, since, key: "night shift, zh".into() }
}

fn criticals(ids: std::ops::Range<u64>, since: Monotonic) -> Vec<Waiting> {
    ids.map(|id| waiting(id, Priority::Critical, since)).collect()
}

fn sizes(packs: &[Pack]) -> Vec<(usize, u32)> {
    packs.iter().map(|pack| (pack.ids.len(), pack.more)).collect()
}

fn all_sent(packer: &mut Packer, packs: &[Pack], now: Monotonic) {
    for _ in packs {
        packer.sent(now);
    }
}

fn robot() -> Packer {
    Packer::new(Allowance::of(ChannelKind::Dingtalk))
}

#[test]
fn no_channel_is_given_more_than_its_provider_bears() {
    for (kind, burst, per, hour, day) in [
        (ChannelKind::Smtp, 60, Span::mins(1), None, None),
        (ChannelKind::Dingtalk, 15, Span::mins(1), None, None),
        (ChannelKind::Feishu, 5, Span::secs(4), None, None),
        (ChannelKind::Wecom, 15, Span::mins(1), None, None),
        (ChannelKind::Webhook, 120, Span::mins(1), None, None),
        (ChannelKind::AliyunSms, 1, Span::mins(1), Some(5), Some(50)),
    ] {
        let allowance = Allowance::of(kind);
        assert_eq!((allowance.burst, allowance.per), (burst, per), "{kind:?}");
        assert_eq!((allowance.most_per_hour, allowance.most_per_day), (hour, day), "{kind:?}");
    }
}

#[test]
fn one_thing_is_sent_at_once() {
    for kind in ChannelKind::ALL {
        for priority in Priority::ALL {
            let mut packer = Packer::new(Allowance::of(kind));
            let one = [waiting(1, priority, at(0))];
            assert_eq!(packer.next_at(&one, at(0)), Some(at(0)));
            assert_eq!(packer.pack(&one, at(0)), [Pack { ids: vec![1], more: 0 }], "{kind:?} {priority:?}");
        }
    }
}

#[test]
fn nothing_waits_and_nothing_is_sent() {
    let mut packer = robot();
    assert_eq!(packer.pack(&[], at(0)), []);
    assert_eq!(packer.next_at(&[], at(0)), None);
}

#[test]
fn criticals_go_one_by_one_while_there_is_plenty_then_together() {
    let mut packer = robot();
    let packs = packer.pack(&criticals(0..8, at(0)), at(0));
    assert_eq!(sizes(&packs), [(1, 0); 8]);
    all_sent(&mut packer, &packs, at(0));
    let rest = criticals(8..30, at(1));
    let packs = packer.pack(&rest, at(1));
    assert_eq!(sizes(&packs), [(1, 0); 2], "five are left, and spread over the minute");
    all_sent(&mut packer, &packs, at(1));
    assert_eq!(packer.pack(&rest[2..], at(2)), []);
    assert_eq!(packer.next_at(&rest[2..], at(2)), Some(at(11)));
    assert_eq!(sizes(&packer.pack(&rest[2..], at(11))), [(20, 0)]);
}

#[test]
fn a_digest_that_is_just_full_waits_like_any_other_and_none_is_empty() {
    for (count, sent) in [(70, vec![(1, 0); 10]), (71, [vec![(1, 0); 10], vec![(60, 0)]].concat())] {
        assert_eq!(sizes(&robot().pack(&criticals(0..count, at(0)), at(0))), sent, "{count}");
    }
    let packs = robot().pack(&criticals(0..70, at(0)), at(30));
    assert_eq!(sizes(&packs), [vec![(1, 0); 10], vec![(60, 0)]].concat());
}

#[test]
fn three_hundred_criticals_in_a_minute_are_all_named_in_time() {
    let mut packer = robot();
    let (mut list, mut sends, mut named) = (Vec::new(), Vec::new(), 0);
    for step in 0..1_200_i64 {
        let now = Monotonic::from_micros(step * 100_000);
        if step % 2 == 0 && step < 600 {
            list.extend(criticals(step.unsigned_abs()..step.unsigned_abs() + 1, now));
        }
        for pack in packer.pack(&list, now) {
            packer.sent(now);
            named += pack.named().len();
            sends.push((now, pack.ids.len()));
            for id in &pack.ids {
                let place = list.iter().position(|one| one.id == *id).expect("it waits");
                assert!(now - list.remove(place).since <= Span::secs(60));
            }
        }
    }
    assert_eq!((list.len(), named), (0, 300), "{sends:?}");
    assert!(sends.iter().take(10).all(|(_, size)| *size == 1), "singles first");
    let within = |from: Monotonic| sends.iter().filter(|(at, _)| (from..from + Span::mins(1)).contains(at)).count();
    assert!(sends.iter().all(|(at, _)| within(*at) <= 15));
}

#[test]
fn a_flood_at_once_is_named_as_far_as_it_can_be_and_counted() {
    let mut packer = robot();
    let flood = criticals(0..10_000, at(0));
    let packs = packer.pack(&flood, at(0));
    assert_eq!(sizes(&packs), [vec![(1, 0); 10], vec![(60, 0); 4]].concat());
    all_sent(&mut packer, &packs, at(0));
    let packs = packer.pack(&flood[250..], at(10));
    assert_eq!(sizes(&packs), [(9_750, 9_690)], "the last message of the minute is for all that is left");
    assert_eq!(packs[0].named().len(), 60);
}

#[test]
fn the_rest_shares_a_digest_the_most_urgent_first() {
    let mut packer = robot();
    let mut list = vec![
        waiting(1, Priority::Low, at(0)),
        waiting(2, Priority::High, at(1)),
        waiting(3, Priority::Medium, at(0)),
        waiting(4, Priority::Critical, at(1)),
    ];
    let packs = packer.pack(&list, at(1));
    assert_eq!(packs, [Pack { ids: vec![4], more: 0 }, Pack { ids: vec![2, 3, 1], more: 0 }]);
    list.extend((10..100).map(|id| waiting(id, Priority::Low, at(1))));
    assert_eq!(sizes(&packer.pack(&list, at(1))), [(1, 0), (93, 33)]);
}

#[test]
fn of_the_last_messages_the_rest_takes_none_right_after_something_critical() {
    let mut packer = robot();
    for _ in 0..7 {
        packer.sent(at(0));
    }
    let list = [waiting(1, Priority::Low, at(29)), waiting(2, Priority::Critical, at(30))];
    let packs = packer.pack(&list, at(30));
    assert_eq!(packs, [Pack { ids: vec![2], more: 0 }]);
    all_sent(&mut packer, &packs, at(30));
    assert_eq!(packer.next_at(&list[..1], at(30)), Some(at(44)));
    assert_eq!(packer.pack(&list[..1], at(43)), []);
    assert_eq!(sizes(&packer.pack(&list[..1], at(44))), [(1, 0)]);
}

#[test]
fn what_has_other_recipients_or_another_language_is_another_message() {
    let mut packer = robot();
    let mut list: Vec<_> = (0..6).map(|id| waiting(id, Priority::Low, at(0))).collect();
    list.extend(criticals(10..40, at(0)));
    for one in list.iter_mut().filter(|one| one.id % 2 == 1) {
        one.key = "day shift, en".into();
    }
    let packs = packer.pack(&list, at(20));
    assert_eq!(sizes(&packs), [vec![(1, 0); 10], vec![(10, 0); 2]].concat(), "ten are not enough for the rest as well");
    for pack in &packs {
        assert!(pack.ids.iter().all(|id| id % 2 == pack.ids[0] % 2));
    }
    all_sent(&mut packer, &packs, at(20));
    let packs = packer.pack(&list[..6], at(81));
    assert_eq!(packs.iter().map(|pack| pack.ids.clone()).collect::<Vec<_>>(), [vec![0, 2, 4], vec![1, 3, 5]]);
}

#[test]
fn each_key_gets_one_of_the_last_messages() {
    let mut packer = robot();
    for _ in 0..12 {
        packer.sent(at(0));
    }
    let mut list = criticals(0..300, at(1));
    for one in &mut list {
        one.key = format!("group {}", one.id % 3);
    }
    let packs = packer.pack(&list, at(30));
    assert_eq!(sizes(&packs), [(100, 40); 3]);
    all_sent(&mut packer, &packs, at(30));
    let more = criticals(900..901, at(30));
    assert_eq!(packer.pack(&more, at(59)), []);
    assert_eq!(packer.next_at(&more, at(59)), Some(at(60)), "what is used up comes back");
}

#[test]
fn a_part_is_kept_for_critical_alarms() {
    let mut packer = robot();
    for _ in 0..10 {
        packer.sent(at(0));
    }
    assert_eq!(packer.pack(&[waiting(1, Priority::High, at(1))], at(59)), []);
    assert_eq!(packer.next_at(&[waiting(1, Priority::High, at(1))], at(2)), Some(at(60)));
    assert_eq!(sizes(&packer.pack(&criticals(2..3, at(20)), at(20))), [(1, 0)]);
}

#[test]
fn text_messages_keep_a_part_of_the_hour_and_the_day_for_critical_alarms() {
    let allowance = Allowance::of(ChannelKind::AliyunSms);
    let mut packer = Packer::new(allowance);
    for minute in 0..3 {
        packer.sent(at(minute * 60));
    }
    let low = [waiting(1, Priority::Low, at(180))];
    assert_eq!(packer.next_at(&low, at(180)), Some(at(3_600)));
    let critical = criticals(2..5, at(180));
    assert_eq!(packer.pack(&critical, at(180)), [Pack { ids: vec![2, 3, 4], more: 2 }]);
    packer.sent(at(180));
    packer.sent(at(240));
    assert_eq!(packer.next_at(&critical, at(300)), Some(at(3_600)), "its hour is used up");
    let mut packer = Packer::new(allowance);
    for sent in 0..37 {
        packer.sent(at(sent * 1_000));
    }
    assert_eq!(packer.next_at(&low, at(40_000)), Some(at(86_400)));
    assert_eq!(packer.next_at(&critical, at(40_000)), Some(at(40_000)));
}

#[test]
fn the_smallest_allowance_reserves_nothing_and_none_at_all_sends_nothing() {
    let small = Allowance { most_per_hour: Some(1), ..Allowance::of(ChannelKind::AliyunSms) };
    let low = [waiting(1, Priority::Low, at(0))];
    assert_eq!(Packer::new(small).next_at(&low, at(0)), Some(at(0)));
    let none = Allowance { burst: 0, ..small };
    assert_eq!(Packer::new(none).next_at(&low, at(0)), None);
    assert_eq!(Packer::new(none).pack(&low, at(0)), []);
    let unnamed = Allowance { most_named: 0, ..Allowance::of(ChannelKind::Smtp) };
    assert_eq!(Packer::new(unnamed).pack(&low, at(0)), [Pack { ids: vec![1], more: 0 }], "one is always named");
}

#[test]
fn a_ban_holds_everything_back_and_the_longest_counts() {
    let mut packer = robot();
    packer.banned_until(at(600));
    packer.banned_until(at(300));
    let list = criticals(0..40, at(0));
    assert_eq!(packer.pack(&list, at(599)), []);
    assert_eq!(packer.next_at(&list, at(5)), Some(at(600)));
    assert_eq!(sizes(&packer.pack(&list, at(600))), [vec![(1, 0); 10], vec![(30, 0)]].concat());
}

#[test]
fn sends_of_the_run_before_count_in_whatever_order_they_are_told() {
    let mut packer = robot();
    for secs in [-10, -50, -30, -100] {
        for _ in 0..5 {
            packer.sent(at(secs));
        }
    }
    let one = criticals(0..1, at(0));
    assert_eq!(packer.next_at(&one, at(0)), Some(at(10)));
    assert_eq!(packer.pack(&one, at(9)), []);
    assert_eq!(sizes(&packer.pack(&one, at(10))), [(1, 0)]);
}

#[derive(Debug, Clone)]
struct Arrival {
    after_ms: i64,
    priority: Priority,
    key: u8,
    count: u16,
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let after_ms = prop_oneof![4 => 0..400_i64, 3 => 0..20_000_i64, 1 => 0..300_000_i64];
    let count = prop_oneof![6 => 1..3_u16, 2 => 1..80_u16, 1 => 1..300_u16];
    (after_ms, prop::sample::select(Priority::ALL.to_vec()), 0..3_u8, count)
        .prop_map(|(after_ms, priority, key, count)| Arrival { after_ms, priority, key, count })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever arrives: no bucket is exceeded, what is kept for critical alarms is used by nothing else, nothing critical waits
    /// longer than the bucket's window, and everything is settled by exactly one message, named or counted.
    #[test]
    fn no_channel_is_ever_overdriven_and_nothing_is_left_unsaid(
        kind in prop::sample::select(ChannelKind::ALL.to_vec()),
        arrivals in prop::collection::vec(arrival(), 1..40),
    ) {
        let allowance = Allowance::of(kind);
        let mut packer = Packer::new(allowance);
        let mut now = at(0);
        let (mut list, mut sends, mut next_id, mut settled) = (Vec::<Waiting>::new(), Vec::new(), 0_u64, 0_u64);
        let mut arrivals = arrivals.into_iter().peekable();
        let mut arrives = arrivals.peek().map(|first| now + Span::millis(first.after_ms));
        loop {
            let due = packer.next_at(&list, now);
            prop_assert_eq!(due.is_none(), list.is_empty());
            let Some(next) = [due, arrives].into_iter().flatten().min() else { break };
            if next > now && due.is_some_and(|due| due > now) {
                prop_assert_eq!(packer.clone().pack(&list, Monotonic::from_micros(next.as_micros() - 1)), vec![]);
            }
            now = next;
            if arrives == Some(now) && let Some(arrival) = arrivals.next() {
                for _ in 0..arrival.count {
                    let key = arrival.key.to_string();
                    list.push(Waiting { id: next_id, priority: arrival.priority, since: now, key });
                    next_id += 1;
                }
                arrives = arrivals.peek().map(|next| now + Span::millis(next.after_ms));
            }
            let packs = packer.pack(&list, now);
            prop_assert!(due != Some(now) || !packs.is_empty(), "{} was promised", now.as_micros());
            for pack in packs {
                let of = |id: &u64| list.iter().position(|one| one.id == *id);
                let places: Vec<_> = pack.ids.iter().filter_map(of).collect();
                prop_assert_eq!(places.len(), pack.ids.len());
                let first = &list[places[0]];
                prop_assert!(places.iter().all(|place| list[*place].key == first.key));
                prop_assert!(!pack.named().is_empty() && pack.named().len() <= allowance.most_named as usize);
                let critical = first.priority == Priority::Critical;
                let oldest = places.iter().map(|place| list[*place].since).min().expect("it is not empty");
                if critical && allowance.most_per_hour.is_none() {
                    prop_assert!(now - oldest <= Span::secs(60), "a critical waited {:?}", now - oldest);
                }
                sends.push((now, critical));
                packer.sent(now);
                settled += pack.ids.len() as u64;
                list.retain(|one| !pack.ids.contains(&one.id));
            }
        }
        prop_assert_eq!(settled, next_id);
        for limit in [
            Some((allowance.burst, allowance.per, allowance.reserved)),
            allowance.most_per_hour.map(|most| (most, Span::hours(1), most.div_ceil(4))),
            allowance.most_per_day.map(|most| (most, Span::hours(24), most.div_ceil(4))),
        ].into_iter().flatten() {
            let (most, per, reserved) = limit;
            for (end, critical) in &sends {
                let within = sends.iter().filter(|(at, _)| *at <= *end && *at + per > *end).count();
                prop_assert!(within <= most as usize, "{within} of {most}");
                let plain = sends.iter().filter(|(at, c)| *at <= *end && *at + per > *end && !c).count();
                prop_assert!(*critical || plain <= (most - reserved) as usize, "{plain} that are not critical");
            }
        }
    }
}
