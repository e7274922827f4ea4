//! Pages of the map and the pictures behind them.

use crossterm::event::KeyCode;
use mcs_core::{
    id::ShortName,
    live::PointLive,
    map::{AreaPage, Background, Map, MapRevision, PictureId, PictureKind},
};
use mcstui::{
    action::Action,
    event::{Event, Refusal, Reply},
    picture::Pixels,
    ui::{screen, theme::Theme},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Color};

use super::{
    plant::{Hand, in_area, quiet},
    screens::at_every_size,
};

const PLAN: PictureId = PictureId([7; 32]);

fn site() -> Vec<PointLive> {
    let mut points: Vec<_> = quiet().into_iter().map(|point| in_area(point, "tanks")).collect();
    points[5] = in_area(quiet().swap_remove(5), "a-last");
    points
}

fn map() -> Map {
    let page = |area: &str, title: &str, order| AreaPage {
        title: Some(title.into()),
        order,
        ..AreaPage::plain(ShortName::new(area).expect("a name"))
    };
    let (kind, sha256) = (PictureKind::Png, PLAN);
    let background = Some(Background { kind, sha256, bytes: 9, width: 64, height: 32 });
    let pages = vec![AreaPage { background, ..page("tanks", "罐区 Tanks", 1) }, page("a-last", "Last", 2)];
    Map { revision: MapRevision(3), areas: pages, places: Vec::new() }
}

/// A tank on white paper, with a dark frame.
fn plan() -> Pixels {
    Pixels::of(64, 32, |x, y| match (x, y) {
        (0 | 63, _) | (_, 0 | 31) => [20, 20, 20],
        (20..40, 8..24) => [180, 40, 40],
        _ => [255; 3],
    })
}

/// A plant whose map has pages; answers with what was asked for.
fn mapped(size: (u16, u16)) -> (Hand, Vec<Action>) {
    let mut hand = Hand::watching(size, quiet(), Vec::new());
    hand.map = MapRevision(3);
    let asked = hand.snapshot(site(), Vec::new());
    assert!(asked.contains(&Action::Map), "{asked:?}");
    let asked = hand.feed(Event::Reply(Reply::Map(Ok(Box::new(map())))));
    (hand, asked)
}

fn with_plan(size: (u16, u16)) -> Hand {
    let (mut hand, _) = mapped(size);
    hand.feed(Event::Reply(Reply::Picture { id: PLAN, result: Ok(plan()) }));
    hand
}

fn render(hand: &Hand, theme: Theme) -> Buffer {
    let mut state = hand.state.clone();
    state.theme = theme;
    let mut buffer = Buffer::empty(Rect::new(0, 0, state.size.0, state.size.1));
    screen::render(&mut buffer, &state);
    buffer
}

#[test]
fn pages_have_titles_and_an_order_and_a_picture_is_fetched_when_its_page_is_shown() {
    let (mut hand, asked) = mapped((80, 24));
    assert_eq!(asked, [Action::Picture(PLAN)]);
    let areas: Vec<_> = hand
        .state
        .plant
        .areas()
        .iter()
        .map(|area| area.name.clone().map_or_else(String::new, |name| name.to_string()))
        .collect();
    assert_eq!(areas, ["tanks", "a-last"]);
    assert!(!hand.key(KeyCode::Char(']')).contains(&Action::Picture(PLAN)), "the other page has none");
    assert!(!hand.key(KeyCode::Char('[')).contains(&Action::Picture(PLAN)), "it was asked for");
}

#[test]
fn a_picture_that_cannot_be_had_is_said_once() {
    let (mut hand, _) = mapped((80, 24));
    let why = Refusal::Said { message: "damaged".into(), advice: String::new() };
    assert_eq!(hand.feed(Event::Reply(Reply::Picture { id: PLAN, result: Err(why) })), []);
    assert!(hand.state.message.is_some_and(|message| message.text.contains("damaged")));
}

#[test]
fn labels_stand_on_plain_ground_whatever_the_picture_is() {
    let hand = with_plan((120, 40));
    for theme in Theme::ALL {
        let plain = {
            let mut without = hand.state.clone();
            without.backdrop.hidden = true;
            without.theme = theme;
            let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
            screen::render(&mut buffer, &without);
            buffer
        };
        let drawn = render(&hand, theme);
        for spot in hand.state.arranged().spots {
            for x in spot.rect.left()..spot.rect.right() {
                let at = (x, spot.rect.y);
                let (with, without) = (&drawn[at], &plain[at]);
                // A label's own cells are the same; its trailing air may be ground in one and nothing in the other.
                if without.symbol() != " " {
                    assert_eq!(with, without, "{theme:?} {at:?}");
                }
            }
        }
    }
}

#[test]
fn a_key_hides_the_picture_and_themes_without_colours_draw_it_in_characters() {
    let mut hand = with_plan((120, 40));
    let canvas = hand.state.arranged().canvas;
    let coloured = |buffer: &Buffer| {
        canvas.positions().any(|at| matches!(buffer[at].bg, Color::Indexed(_) | Color::Rgb(1.., 1.., 1..)))
    };
    for theme in Theme::ALL {
        let blocks = !matches!(theme, Theme::Mono | Theme::Sixteen);
        assert_eq!(coloured(&render(&hand, theme)), blocks, "{theme:?}");
    }
    hand.key(KeyCode::Char('b'));
    assert!(!coloured(&render(&hand, Theme::Dark)));
}

#[test]
fn a_picture_at_every_size() {
    at_every_size("picture", |size| {
        let mut hand = with_plan(size);
        hand.state.theme = Theme::Dark;
        hand
    });
    let mono = render(&with_plan((80, 24)), Theme::Mono);
    insta::assert_debug_snapshot!("picture_mono_80x24", mono);
}
