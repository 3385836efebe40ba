//! One hit of a list (catalogs.md 1.4).

use std::sync::LazyLock;

use scraper::{ElementRef, Selector};
use url::Url;

use super::{
    Solars, branches,
    dom::{self, Flow},
    imprint,
};
use crate::{Hit, PageError, text::collapse};

static LINKS: LazyLock<Selector> = LazyLock::new(|| dom::css("a"));
static CHECK_BOX: LazyLock<Selector> = LazyLock::new(|| dom::css("input[name=chkCid]"));
static HOLDERS: LazyLock<Selector> = LazyLock::new(|| dom::css("[id^=rel_], [id^=idid_]"));
static MATERIAL: LazyLock<Selector> = LazyLock::new(|| dom::css("div.contentImage img"));
static COVER: LazyLock<Selector> =
    LazyLock::new(|| dom::css("dt img, dd.thumb img, span.thumb img"));

impl Solars<'_> {
    /// Reads one hit; `item` is everything that belongs to it, `body` the part with its texts.
    pub(super) fn read_hit(
        self,
        item: ElementRef<'_>,
        body: ElementRef<'_>,
    ) -> Result<Hit, PageError> {
        let link = self
            .title_links(body)
            .find(|link| !dom::text(*link).is_empty())
            .ok_or_else(|| self.layout_unknown("hit", "title"))?;
        let cid = cid(link, item).ok_or_else(|| self.layout_unknown("hit", "cid"))?;
        let title = dom::text(link);
        let line = self.line(body, link);
        let mut imprint = imprint::read(&line);
        let (title, author) = match imprint::split_title(&title) {
            Some((title, author)) if imprint.author.is_empty() => {
                (title.to_owned(), author.to_owned())
            }
            _ => (title.clone(), std::mem::take(&mut imprint.author)),
        };
        Ok(Hit {
            cid,
            title,
            author,
            publisher: imprint.publisher,
            year: imprint.year,
            material_type: material_type(item),
            cover_url: self.cover_url(item),
            branches: branches::read(body),
            raw_line: collapse(&format!("{} {line}", dom::text(link))),
        })
    }

    /// There are two in every hit; the second holds only an icon (recorded).
    fn title_links<'b>(self, body: ElementRef<'b>) -> impl Iterator<Item = ElementRef<'b>> {
        body.select(&LINKS).filter(move |link| self.is_title(*link))
    }

    fn is_title(self, element: ElementRef<'_>) -> bool {
        element.value().name() == "a" && dom::has_class(element, &self.library.title_class)
    }

    /// The text after the title, up to the first block.
    fn line(self, body: ElementRef<'_>, title: ElementRef<'_>) -> String {
        let mut seen_title = false;
        dom::text_from(body, |element| {
            if element.id() == title.id() {
                seen_title = true;
                Flow::Restart
            } else if self.is_title(element) {
                Flow::Skip
            } else if seen_title && dom::is_block(element) && element.value().name() != "br" {
                Flow::Stop
            } else {
                Flow::Keep
            }
        })
    }

    /// The picture of the cover; placeholders are none.
    fn cover_url(self, item: ElementRef<'_>) -> Option<Url> {
        let sources = item
            .select(&COVER)
            .filter_map(|image| image.attr("src"))
            .map(str::trim);
        let real: Vec<&str> = sources
            .filter(|source| {
                !source.is_empty()
                    && !source.contains("noimage")
                    && !source.contains("bg_book_shadow")
            })
            .collect();
        let source = real
            .iter()
            .find(|source| source.contains("Thumbnail"))
            .or(real.first())?;
        let page = self.base.join("search/Search.Result.ax").ok()?;
        let url = page.join(source).ok()?;
        matches!(url.scheme(), "http" | "https").then_some(url)
    }
}

/// The record number: in the title's link or one of the other places that carry it.
fn cid(link: ElementRef<'_>, item: ElementRef<'_>) -> Option<String> {
    let in_link = dom::link_targets(link).find_map(dom::cid_in);
    let in_box = || {
        item.select(&CHECK_BOX)
            .find_map(|input| number(input.attr("value")?))
    };
    let in_holder = || {
        let ids = item.select(&HOLDERS).filter_map(|holder| holder.attr("id"));
        ids.filter_map(|id| id.rsplit('_').next()).find_map(number)
    };
    in_link.or_else(in_box).or_else(in_holder)
}

/// A text of digits only.
pub(super) fn number(text: &str) -> Option<String> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.to_owned())
}

/// The kind of material is the name of its icon (recorded).
fn material_type(item: ElementRef<'_>) -> String {
    let names = item
        .select(&MATERIAL)
        .flat_map(|image| [image.attr("alt"), image.attr("title")])
        .flatten()
        .map(collapse);
    names
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}
