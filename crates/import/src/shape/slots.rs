//! What a leaflet must say of itself and the source does not: keys of the front
//! matter that stand without a value until somebody fills them. Nothing is
//! invented.

use pamphlet_core::front::{Front, Status};
use pamphlet_core::span::Spanned;

use crate::report::{Kind, Place, Report};

/// Reports what the source does not say of itself and gives the keys. What was
/// imported is a draft until somebody has read it.
pub fn open(front: &mut Front, report: &mut Report) -> Vec<&'static str> {
    if front.status.is_none() {
        front.status = Some(Spanned::made(Status::Draft));
        let message = "the article is a draft until somebody has read it: `status: draft`";
        report.say(Place::WHOLE, Kind::Assumed, 100, message);
    }
    let missing = missing(front);
    for key in &missing {
        let message =
            format!("the source gives no `{key}`; its place in the front matter is empty");
        report.say(Place::WHOLE, Kind::Slot, 100, message);
    }
    missing
}

/// The keys that have no value, in the order in which front matter is written.
fn missing(front: &Front) -> Vec<&'static str> {
    let keys = [
        ("purpose", front.purpose.is_none()),
        ("main-message", front.main_message.is_none()),
        ("authors", front.authors.is_empty()),
        ("reviewers", front.reviewers.is_empty()),
        ("owner", front.owner.is_none()),
        ("version", front.version.is_none()),
        ("published", front.published.is_none()),
        ("reviewed", front.reviewed.is_none()),
        ("next-review", front.next_review.is_none()),
        ("feedback-url", front.feedback_url.is_none()),
        ("urgent-help", front.urgent_help.is_none()),
        ("disclaimer", front.disclaimer.is_none()),
    ];
    keys.into_iter()
        .filter(|(_, missing)| *missing)
        .map(|(key, _)| key)
        .collect()
}
