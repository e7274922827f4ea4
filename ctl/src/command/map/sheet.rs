//! A list of places as CSV: read whole, or not at all with everything that is wrong in it.

use std::collections::HashMap;

use mcs_core::{
    id::{SerialNumber, ShortName},
    map::{Map, Placement},
    site::Position,
};

use crate::words::say;

/// The columns there may be.
const COLUMNS: [&str; 4] = ["sn", "area", "x", "y"];

/// Where each column stands.
#[derive(Debug)]
struct Heading {
    sn: usize,
    area: Option<usize>,
    x: usize,
    y: usize,
    /// How many there are.
    count: usize,
}

/// The places a file names. Points must be on the map already; those of a file without areas go to `area`, or stay in their
/// own.
pub(super) fn read(text: &str, area: Option<&ShortName>, map: &Map) -> Result<Vec<Placement>, Vec<String>> {
    // Spreadsheets put this mark before the heading.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heading = reader.headers().map_err(|error| vec![say!("map-not-csv", why = error.to_string())])?;
    let heading = Heading::read(heading)?;
    if area.is_some() && heading.area.is_some() {
        return Err(vec![say!("map-area-said-twice")]);
    }
    let known: HashMap<&SerialNumber, &Placement> = map.places.iter().map(|place| (&place.sn, place)).collect();
    let mut lines: HashMap<SerialNumber, u64> = HashMap::new();
    let (mut places, mut complaints) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                complaints.push(error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        match heading.place(&record, area, &known) {
            Ok(place) => {
                if let Some(before) = lines.insert(place.sn.clone(), line) {
                    let why = say!("map-placed-twice", sn = place.sn.as_str(), before = before.to_string());
                    complaints.push(at(line, why));
                }
                places.push(place);
            }
            Err(why) => complaints.push(at(line, why)),
        }
    }
    if complaints.is_empty() { Ok(places) } else { Err(complaints) }
}

impl Heading {
    fn read(names: &csv::StringRecord) -> Result<Self, Vec<String>> {
        let place = |name: &str| names.iter().position(|column| column == name);
        let unknown = names.iter().filter(|name| !COLUMNS.contains(name));
        let mut complaints: Vec<String> = unknown.map(|name| say!("map-no-such-column", name = name)).collect();
        let twice = COLUMNS.iter().filter(|name| names.iter().filter(|column| column == *name).count() > 1);
        complaints.extend(twice.map(|name| say!("map-column-twice", name = *name)));
        let mut needed = |name: &str| {
            place(name).unwrap_or_else(|| {
                complaints.push(say!("map-column-missing", name = name));
                0
            })
        };
        let (sn, x, y) = (needed("sn"), needed("x"), needed("y"));
        if complaints.is_empty() {
            Ok(Self { sn, area: place("area"), x, y, count: names.len() })
        } else {
            Err(complaints)
        }
    }

    fn place(
        &self,
        record: &csv::StringRecord,
        area: Option<&ShortName>,
        known: &HashMap<&SerialNumber, &Placement>,
    ) -> Result<Placement, String> {
        // A row that is cut off must not take its point off the map.
        if record.len() != self.count {
            return Err(say!("map-cells", found = record.len().to_string(), wanted = self.count.to_string()));
        }
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let sn: SerialNumber = cell(self.sn).parse().map_err(|error| format!("{error}"))?;
        let before = known.get(&sn).ok_or_else(|| say!("map-no-device", sn = sn.as_str()))?;
        let area = match self.area.map(cell) {
            Some("") => None,
            Some(named) => Some(named.parse().map_err(|error| format!("{error}"))?),
            None => area.or(before.area.as_ref()).cloned(),
        };
        let position = match (cell(self.x), cell(self.y)) {
            ("", "") => None,
            (x, y) => Some(
                percent(x)
                    .zip(percent(y))
                    .and_then(|(x, y)| Position::new(x, y))
                    .ok_or_else(|| say!("map-cannot-stand", sn = sn.as_str(), x = x, y = y))?,
            ),
        };
        Ok(Placement { sn, area, position })
    }
}

/// What is wrong, with its line.
fn at(line: u64, why: String) -> String {
    say!("map-line", line = line.to_string(), why = why)
}

fn percent(text: &str) -> Option<f64> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> ShortName {
        text.parse().expect("a short name")
    }

    fn place(sn: &str, area: Option<&str>, at: Option<(f64, f64)>) -> Placement {
        let position = at.map(|(x, y)| Position { x, y });
        Placement { sn: sn.parse().expect("a serial number"), area: area.map(short), position }
    }

    fn map() -> Map {
        let places = vec![place("A001", Some("west"), None), place("A002", None, Some((1.0, 2.0)))];
        Map { places, ..Map::default() }
    }

    #[test]
    fn every_row_is_a_whole_place() {
        let text = "\u{feff}sn,area,x,y\r\nA001, east ,12.5,40\r\nA002,,,\r\n";
        let read = read(text, None, &map()).expect("it is right");
        assert_eq!(read, [place("A001", Some("east"), Some((12.5, 40.0))), place("A002", None, None)]);
    }

    #[test]
    fn without_a_column_of_areas_points_stay_in_their_own_or_go_to_the_one_that_is_said() {
        let text = "y,x,sn\n40,12.5,A001\n0,100,A002\n";
        let stay = read(text, None, &map()).expect("it is right");
        assert_eq!(stay[0], place("A001", Some("west"), Some((12.5, 40.0))));
        assert_eq!(stay[1].area, None);
        let go = read(text, Some(&short("east")), &map()).expect("it is right");
        assert!(go.iter().all(|place| place.area == Some(short("east"))));
        assert!(read("sn,area,x,y\n", Some(&short("east")), &map()).is_err(), "said twice");
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_line() {
        let text =
            "sn,area,x,y\nA001,west,1,2\nB999,west,1,2\nA002,no area,1,2\nA002,,101,2\nA002,,5,\nA001,,1,1\n\"A002\n";
        let told = read(text, None, &map()).expect_err("it is wrong");
        let begin = ["line 3: no device B999", "line 4: short name", "line 5: A002 cannot", "line 6: A002 cannot"];
        for (told, begin) in told.iter().zip(begin) {
            assert!(told.starts_with(begin), "{told}");
        }
        assert_eq!(told[4], "line 7: A001 stands in line 2 already");
        assert_eq!(told[5], "line 8: it has 1 cells, the heading has 4");
        assert_eq!(told.len(), 6, "{told:?}");
    }

    #[test]
    fn a_heading_with_a_slip_is_not_guessed_at() {
        let told = |text| read(text, None, &map()).expect_err("it is wrong");
        assert_eq!(told("sn,aera,x,y\n"), ["line 1: there is no column \"aera\""]);
        assert_eq!(told("sn,x,x,y\n"), ["line 1: the column x stands there twice"]);
        assert_eq!(told("sn\n"), ["line 1: the column x is missing", "line 1: the column y is missing"]);
        assert_eq!(told(""), ["sn", "x", "y"].map(|name| format!("line 1: the column {name} is missing")));
    }
}
