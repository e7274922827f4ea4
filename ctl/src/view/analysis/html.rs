//! The page: everything in one file, without anything from elsewhere.

use mcs_core::analysis::{Finding, LayerReport, SensorReport};
use minijinja::{Environment, UndefinedBehavior, value::Serde};
use serde::Serialize;

use super::{
    Answer,
    calendar::{self, Calendar},
    chart::{self, Chart},
    heat, words,
};
use crate::{analyze::AnalyzeError, time::Zone};

/// The template. Its name ends in .html, which makes the engine escape whatever is put in.
const NAME: &str = "report.html";
const TEMPLATE: &str = include_str!("report.html");
/// Large charts at most; every sensor has a small one.
const CHARTS: usize = 40;

/// The page of an analysis.
pub(crate) fn page(answer: &Answer, zone: &Zone) -> Result<String, AnalyzeError> {
    render(answer, zone).map_err(|source| AnalyzeError::Page { source })
}

fn render(answer: &Answer, zone: &Zone) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.add_template(NAME, TEMPLATE)?;
    environment.get_template(NAME)?.render(Serde(Page::of(answer, zone)))
}

/// What the template is given: texts and numbers, nothing that needs thought.
#[derive(Debug, Serialize)]
struct Page {
    title: String,
    verdict: String,
    act: u64,
    watch: u64,
    healthy: u64,
    complete: Option<String>,
    facts: Vec<(&'static str, String)>,
    broken: Vec<String>,
    sensors: Vec<Sensor>,
    findings: Vec<Told>,
    charts: Vec<Course>,
    without_chart: usize,
    heat: Vec<Map>,
    hours: Vec<usize>,
    calendar: Calendar,
}

#[derive(Debug, Serialize)]
struct Sensor {
    sn: String,
    name: String,
    state: &'static str,
    findings: String,
    complete: String,
    unit: String,
    mean: String,
    min: String,
    max: String,
    drift: String,
    noise: String,
    battery: String,
    signal: String,
    drop_outs: u64,
    course: String,
}

#[derive(Debug, Serialize)]
struct Told {
    sn: String,
    name: String,
    state: &'static str,
    what: String,
    why: String,
    since: Option<String>,
    advice: &'static str,
}

#[derive(Debug, Serialize)]
struct Course {
    sn: String,
    name: String,
    unit: String,
    state: &'static str,
    findings: String,
    chart: Chart,
}

#[derive(Debug, Serialize)]
struct Map {
    what: &'static str,
    total: u64,
    rows: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    weekday: &'static str,
    cells: Vec<(usize, u32)>,
    sum: u32,
}

impl Page {
    fn of(answer: &Answer, zone: &Zone) -> Self {
        let report = &answer.report;
        let charts: Vec<Course> =
            report.sensors.iter().take(CHARTS).filter_map(|sensor| Course::of(sensor, zone)).collect();
        let broken = answer.source.iter().flat_map(|source| &source.broken);
        Self {
            title: answer.site.clone().unwrap_or_else(|| "Gas detectors".to_owned()),
            verdict: report.verdict.text.clone(),
            act: report.verdict.act,
            watch: report.verdict.watch,
            healthy: report.verdict.healthy,
            complete: report.verdict.complete_percent.map(words::percent),
            facts: words::facts(answer, zone),
            broken: broken.map(|b| format!("{} line {}: {}", b.path.display(), b.line, b.why)).collect(),
            sensors: report.sensors.iter().map(Sensor::of).collect(),
            findings: report
                .sensors
                .iter()
                .flat_map(|sensor| sensor.findings.iter().map(|finding| Told::of(sensor, finding, zone)))
                .collect(),
            without_chart: report.sensors.len() - charts.len(),
            charts,
            heat: report.heat.iter().map(Map::of).collect(),
            hours: (0..24).collect(),
            calendar: calendar::of(report),
        }
    }
}

fn name(sensor: &SensorReport) -> String {
    sensor.name.clone().unwrap_or_default()
}

fn unit(sensor: &SensorReport) -> String {
    sensor.unit.map(|unit| unit.to_string()).unwrap_or_default()
}

impl Sensor {
    fn of(sensor: &SensorReport) -> Self {
        let number = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), words::number);
        Self {
            sn: sensor.sn.to_string(),
            name: name(sensor),
            state: words::state(sensor.severity),
            findings: words::kinds(sensor),
            complete: sensor.completeness.percent.map_or_else(|| "–".to_owned(), words::percent),
            unit: unit(sensor),
            mean: number(sensor.values.mean),
            min: number(sensor.values.min),
            max: number(sensor.values.max),
            drift: sensor.drift.map_or_else(|| "–".to_owned(), |drift| words::signed(drift.per_day)),
            noise: number(sensor.noise.and_then(|noise| noise.sigma_units)),
            battery: sensor.battery.map_or_else(|| "–".to_owned(), |battery| format!("{:.0} %", battery.last)),
            signal: sensor.signal.map_or_else(|| "–".to_owned(), |signal| signal.median.to_string()),
            drop_outs: sensor.completeness.drop_outs,
            course: chart::small(sensor),
        }
    }
}

impl Told {
    fn of(sensor: &SensorReport, finding: &Finding, zone: &Zone) -> Self {
        Self {
            sn: sensor.sn.to_string(),
            name: name(sensor),
            state: finding.severity.as_str(),
            what: finding.what.clone(),
            why: finding.why.clone(),
            since: finding.since.map(|since| words::minute(zone, since)),
            advice: finding.advice,
        }
    }
}

impl Course {
    fn of(sensor: &SensorReport, zone: &Zone) -> Option<Self> {
        Some(Self {
            sn: sensor.sn.to_string(),
            name: name(sensor),
            unit: unit(sensor),
            state: words::state(sensor.severity),
            findings: words::kinds(sensor),
            chart: chart::of(sensor, zone)?,
        })
    }
}

impl Map {
    fn of(layer: &LayerReport) -> Self {
        let most = layer.counts.iter().flatten().copied().max().unwrap_or_default();
        let row = |(weekday, counts): (&&'static str, &[u32; 24])| Line {
            weekday,
            cells: counts.iter().map(|count| (heat::shade(*count, most), *count)).collect(),
            sum: counts.iter().sum(),
        };
        Self { what: layer.what, total: layer.total, rows: heat::WEEKDAYS.iter().zip(&layer.counts).map(row).collect() }
    }
}
