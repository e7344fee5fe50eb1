//! Words that say what stands beside them: who edited, which edition, what kind of work, where it stands.
//!
//! All are matched over folded text at the start of a piece; the longest phrase wins, and words stay whole. The tables are
//! folded once, at the first entry of a process.

use std::sync::LazyLock;

use crate::lang::{LANGUAGES, index};
use crate::model::Kind;
use crate::text::{self, Phrases};

/// What people did for a work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Editor,
    Translator,
}

/// What a piece of an entry begins with, each with the bytes of folded text it takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cues {
    pub(super) role: Option<(Role, usize)>,
    pub(super) edition: Option<usize>,
    pub(super) genre: Option<(Kind, usize)>,
    pub(super) report: Option<usize>,
    pub(super) container: Option<usize>,
    pub(super) plumbing: Option<usize>,
    pub(super) talk: Option<(Kind, usize)>,
}

/// One meaning of a phrase.
#[derive(Debug, Clone, Copy)]
enum Cue {
    Role(Role),
    Edition,
    Genre(Kind),
    Report,
    Container,
    Plumbing,
    Talk(Kind),
}

static CUES: LazyLock<Phrases<Vec<Cue>>> = LazyLock::new(|| {
    let mut map: Phrases<Vec<Cue>> = Phrases::with_room(1500);
    let mut add = |phrase: &str, cue: Cue| {
        let key = text::folded(phrase);
        // The last stop is optional, but not behind a letter or two.
        let short =
            ["ed.", "eds.", "éd.", "éds.", "hg.", "hrsg.", "haz.", "çev.", "trans."].contains(&phrase);
        if let Some(bare) = key.strip_suffix('.').filter(|bare| short || bare.chars().count() > 4) {
            map.entry(bare.to_owned()).or_default().push(cue);
        }
        map.entry(key).or_default().push(cue);
    };
    for language in LANGUAGES {
        language.editors.iter().for_each(|phrase| add(phrase, Cue::Role(Role::Editor)));
        language.translators.iter().for_each(|phrase| add(phrase, Cue::Role(Role::Translator)));
        // "2nd ed.", "wyd. II" are examples of an edition, not its word.
        let words = language
            .edition
            .iter()
            .filter(|phrase| !phrase.contains(|c: char| c.is_ascii_digit()) && !phrase.ends_with("II"));
        words.for_each(|phrase| add(phrase, Cue::Edition));
    }
    for language in LANGUAGES {
        // A preposition that is an ordinary word elsewhere ("en", "w") counts only with its colon.
        let opens = |word: &&&str| index::index().container(&text::folded(word)).is_some();
        language.containers.iter().filter(opens).for_each(|word| add(word, Cue::Container));
        let before = |phrase: &&str| {
            phrase.split('{').next().map(|words| words.trim_end_matches([':', ' ', ',']).to_owned())
        };
        let phrases = language.retrieved_from.iter().filter_map(before);
        phrases.filter(|words| words.chars().count() > 3).for_each(|words| add(&words, Cue::Plumbing));
    }
    EDITORS.iter().for_each(|phrase| add(phrase, Cue::Role(Role::Editor)));
    TRANSLATORS.iter().for_each(|phrase| add(phrase, Cue::Role(Role::Translator)));
    EDITIONS.iter().for_each(|phrase| add(phrase, Cue::Edition));
    GENRES.iter().for_each(|(phrase, kind)| add(phrase, Cue::Genre(*kind)));
    REPORTS.iter().for_each(|phrase| add(phrase, Cue::Report));
    CONTAINERS.iter().for_each(|phrase| add(phrase, Cue::Container));
    PLUMBING.iter().for_each(|phrase| add(phrase, Cue::Plumbing));
    TALKS.iter().for_each(|(phrase, kind)| add(phrase, Cue::Talk(*kind)));
    map
});

/// What stands at the start of folded text.
pub(super) fn cues(folded: &str) -> Cues {
    let mut found = Cues::default();
    // Each prefix is longer than the one before, so the last one that fits is the longest.
    CUES.each_prefix(folded, |length, meanings| {
        for cue in meanings {
            match *cue {
                Cue::Role(role) => found.role = Some((role, length)),
                Cue::Edition => found.edition = Some(length),
                Cue::Genre(kind) => found.genre = Some((kind, length)),
                Cue::Report => found.report = Some(length),
                Cue::Container => found.container = Some(length),
                Cue::Plumbing => found.plumbing = Some(length),
                Cue::Talk(kind) => found.talk = Some((kind, length)),
            }
        }
    });
    if found.genre.is_none() {
        found.genre = russian_thesis(folded).map(|length| (Kind::Thesis, length));
    }
    found
}

// russian-thesis = [ "автореф." ] "дис." dots 1*word "наук"
fn russian_thesis(folded: &str) -> Option<usize> {
    let rest = ["автореф. дис.", "дис."].iter().find_map(|start| folded.strip_prefix(*start))?;
    let dots = rest.trim_start().starts_with(['.', '…']);
    let end = rest.find(" наук").filter(|at| *at < 80)? + " наук".len();
    dots.then_some(folded.len() - rest.len() + end)
}

/// The length of a word for "edition" at the start of folded text.
pub(super) fn edition_word(folded: &str) -> Option<usize> {
    cues(folded).edition
}

const EDITORS: &[&str] = &[
    "a c. di",
    "a cura di",
    "comp.",
    "comps.",
    "coord.",
    "coordonné par",
    "coords.",
    "cur.",
    "curatore",
    "der.",
    "derleyen",
    "derleyenler",
    "dir.",
    "dirs.",
    "drl.",
    "ed.",
    "ed. by",
    "edición de",
    "editado por",
    "edited by",
    "editor",
    "editors",
    "editör",
    "editörler",
    "eds.",
    "eds. by",
    "edt.",
    "geredigeerd door",
    "haz.",
    "hazırlayan",
    "hazırlayanlar",
    "herausgeber",
    "herausgegeben von",
    "hg.",
    "hg. v.",
    "hg. von",
    "hgg.",
    "hrsg.",
    "hrsg. v.",
    "hrsg. von",
    "o.r.v.",
    "onder red. van",
    "onder redactie van",
    "oprac.",
    "org.",
    "organizado por",
    "organização de",
    "orgs.",
    "pod red.",
    "pod redakcją",
    "red.",
    "red. e.",
    "redaktor",
    "redaktə edən",
    "samengesteld door",
    "sous la dir. de",
    "sous la direction de",
    "ss la dir. de",
    "ss. dir.",
    "tərt.",
    "tərtib edən",
    "tərtib.",
    "yay. haz.",
    "yayına hazırlayan",
    "éd.",
    "édité par",
    "éds.",
    "відп. ред.",
    "гл. ред.",
    "за заг. ред.",
    "за загальною редакцією",
    "за ред.",
    "за редакцією",
    "науч. ред.",
    "отв. ред.",
    "ответственный редактор",
    "под общ. ред.",
    "под общей ред.",
    "под общей редакцией",
    "под ред.",
    "под редакцией",
    "ред.",
    "ред.-сост.",
    "сост.",
    "составитель",
    "упоряд.",
];

const TRANSLATORS: &[&str] = &[
    "aus dem engl. von",
    "aus dem englischen von",
    "aus dem französischen von",
    "aus dem italienischen von",
    "aus dem polnischen von",
    "aus dem russischen von",
    "aus dem spanischen von",
    "aus dem türkischen von",
    "mütercim",
    "przeł.",
    "przełożył",
    "przełożyła",
    "terc.",
    "tercüme eden",
    "tr.",
    "trad.",
    "trad. de",
    "trad. de l'anglais par",
    "trad. di",
    "trad. it.",
    "trad. par",
    "tradotto da",
    "traducción de",
    "traducido por",
    "traduction de",
    "traduit de l'allemand par",
    "traduit de l'anglais par",
    "traduit de l'italien par",
    "traduit du russe par",
    "traduit du turc par",
    "traduit par",
    "traduzido por",
    "traduzione di",
    "tradução de",
    "trans.",
    "trans. by",
    "transl.",
    "translated by",
    "translator",
    "trc.",
    "tłum.",
    "tərc.",
    "tərcümə edən",
    "vert.",
    "vert. door",
    "vertaald door",
    "çev.",
    "çeviren",
    "çevirenler",
    "übers.",
    "übers. v.",
    "übers. von",
    "übersetzt von",
    "пер.",
    "пер. з англ.",
    "пер. с англ.",
    "пер. с исп.",
    "пер. с итал.",
    "пер. с нем.",
    "пер. с пол.",
    "пер. с тур.",
    "пер. с фр.",
    "перевод",
    "перевод с английского",
    "переводчик",
];

const EDITIONS: &[&str] = &[
    "aufl.",
    "auflage",
    "ausg.",
    "ausgabe",
    "b.",
    "bas.",
    "baskı",
    "basım",
    "bs.",
    "druk",
    "ed.",
    "ed. rev.",
    "edición",
    "editie",
    "edition",
    "ediz.",
    "edizione",
    "edição",
    "edn",
    "edn.",
    "kiadás",
    "nəşr",
    "rev. ed.",
    "revised and expanded edition",
    "revised edition",
    "vyd.",
    "wyd.",
    "wydanie",
    "éd.",
    "édition",
    "вид.",
    "видання",
    "изд.",
    "издание",
];

/// What an entry calls itself, and the kind that this makes it.
const GENRES: &[(&str, Kind)] = &[
    ("arbeitspapier", Kind::Report),
    ("bachelor's thesis", Kind::Thesis),
    ("basılmamış doktora tezi", Kind::Thesis),
    ("basın açıklaması", Kind::Web),
    ("basın bildirisi", Kind::Web),
    ("basın bülteni", Kind::Web),
    ("briefing transcript", Kind::Speech),
    ("communiqué de presse", Kind::Web),
    ("d. phil. diss.", Kind::Thesis),
    ("d. phil. thesis", Kind::Thesis),
    ("data set", Kind::Dataset),
    ("dataset", Kind::Dataset),
    ("diplomarbeit", Kind::Thesis),
    ("discours", Kind::Speech),
    ("discussion paper", Kind::Report),
    ("diskussionspapier", Kind::Report),
    ("diss.", Kind::Thesis),
    ("dissertation", Kind::Thesis),
    ("dissertação de mestrado", Kind::Thesis),
    ("doctoral diss.", Kind::Thesis),
    ("doctoral dissertation", Kind::Thesis),
    ("doctoral thesis", Kind::Thesis),
    ("document de travail", Kind::Report),
    ("documento de trabajo", Kind::Report),
    ("doktora tezi", Kind::Thesis),
    ("dphil thesis", Kind::Thesis),
    ("ed. d. diss.", Kind::Thesis),
    ("habilitationsschrift", Kind::Thesis),
    ("inaugural-dissertation", Kind::Thesis),
    ("keynote", Kind::Speech),
    ("konuşma", Kind::Speech),
    ("konuşma metni", Kind::Speech),
    ("lecture", Kind::Speech),
    ("m. a. thesis", Kind::Thesis),
    ("m. phil. thesis", Kind::Thesis),
    ("m. s. thesis", Kind::Thesis),
    ("m. sc. thesis", Kind::Thesis),
    ("ma thesis", Kind::Thesis),
    ("magisterarbeit", Kind::Thesis),
    ("master thesis", Kind::Thesis),
    ("master's thesis", Kind::Thesis),
    ("masterarbeit", Kind::Thesis),
    ("masters thesis", Kind::Thesis),
    ("msc thesis", Kind::Thesis),
    ("mémoire de master", Kind::Thesis),
    ("note d'analyse", Kind::Report),
    ("occasional paper", Kind::Report),
    ("ph. d. diss.", Kind::Thesis),
    ("ph. d. dissertation", Kind::Thesis),
    ("ph. d. thesis", Kind::Thesis),
    ("phd diss.", Kind::Thesis),
    ("phd dissertation", Kind::Thesis),
    ("phd thesis", Kind::Thesis),
    ("policy brief", Kind::Report),
    ("policy paper", Kind::Report),
    ("praca doktorska", Kind::Thesis),
    ("press release", Kind::Web),
    ("pressemitteilung", Kind::Web),
    ("proefschrift", Kind::Thesis),
    ("rapport annuel", Kind::Report),
    ("rapport d'information", Kind::Report),
    ("rapport public", Kind::Report),
    ("rapport public thématique", Kind::Report),
    ("rede", Kind::Speech),
    ("remarks", Kind::Speech),
    ("research report", Kind::Report),
    ("resolution", Kind::Legislation),
    ("rozprawa doktorska", Kind::Thesis),
    ("résolution", Kind::Legislation),
    ("speech", Kind::Speech),
    ("staff report", Kind::Report),
    ("statement", Kind::Speech),
    ("tech. rep.", Kind::Report),
    ("technical report", Kind::Report),
    ("tese de doutorado", Kind::Thesis),
    ("tese de doutoramento", Kind::Thesis),
    ("tesi di dottorato", Kind::Thesis),
    ("tesi di laurea", Kind::Thesis),
    ("tesi di laurea magistrale", Kind::Thesis),
    ("tesis de maestría", Kind::Thesis),
    ("tesis doctoral", Kind::Thesis),
    ("thesis", Kind::Thesis),
    ("thèse", Kind::Thesis),
    ("thèse de doctorat", Kind::Thesis),
    ("thèse de doctorat en droit", Kind::Thesis),
    ("transcript", Kind::Speech),
    ("unpublished doctoral dissertation", Kind::Thesis),
    ("unpublished phd thesis", Kind::Thesis),
    ("uzmanlık tezi", Kind::Thesis),
    ("veri seti", Kind::Dataset),
    ("video", Kind::Video),
    ("white paper", Kind::Report),
    ("working paper", Kind::Report),
    ("yayımlanmamış doktora tezi", Kind::Thesis),
    ("yayımlanmamış yüksek lisans tezi", Kind::Thesis),
    ("yayınlanmamış doktora tezi", Kind::Thesis),
    ("yayınlanmamış yüksek lisans tezi", Kind::Thesis),
    ("yüksek lisans tezi", Kind::Thesis),
    ("çalışma kağıdı", Kind::Report),
    ("çalışma kâğıdı", Kind::Report),
    ("аналитическая записка", Kind::Report),
    ("аналитический доклад", Kind::Report),
    ("брифинг", Kind::Speech),
    ("выступление", Kind::Speech),
    ("доклад", Kind::Report),
    ("набор данных", Kind::Dataset),
    ("пресс-релиз", Kind::Web),
    ("рабочая тетрадь", Kind::Report),
    ("резолюция", Kind::Legislation),
];

/// Words before the number of a report: "Report no.", "Rapor No:".
const REPORTS: &[&str] = &[
    "analiz",
    "analiz no",
    "analiz no.",
    "bericht nr.",
    "brief no.",
    "no.",
    "nr.",
    "n°",
    "paper no.",
    "policy brief no.",
    "rapor",
    "rapor no",
    "rapor no.",
    "rapor:",
    "raporu no.",
    "rapport no",
    "rapport n°",
    "report",
    "report no.",
    "report nr.",
    "report number",
    "rfc",
    "studie",
    "studie nr.",
    "technical report no.",
    "working paper no.",
    "çalışma kağıdı",
    "çalışma kağıdı no.",
    "çalışma kâğıdı",
    "рабочая тетрадь",
    "рабочая тетрадь №",
    "№",
];

/// Words before a container: "in", "in:", "dans", "// ", "в кн.:".
const CONTAINERS: &[&str] = &[
    "[w:]",
    "apud:",
    "dans",
    "dans :",
    "dans:",
    "em:",
    "en:",
    "in",
    "in :",
    "in:",
    "içinde:",
    "paper presented at",
    "paper presented at the",
    "presented at",
    "presented at the",
    "w:",
    "в кн.",
    "в кн.:",
    "в сб.",
    "в сб.:",
    "у зб.",
    "у зб.:",
    "у кн.",
    "у кн.:",
];

/// Where an entry says it can be found, and how: covered, and no field.
const PLUMBING: &[&str] = &[
    "abrufbar unter",
    "accessed",
    "accessed at",
    "accessed via",
    "adresinden",
    "archived",
    "archived at",
    "archived from the original",
    "archiviert",
    "archivé",
    "arxiv",
    "arşiv",
    "at",
    "available",
    "available at",
    "available from",
    "available online",
    "available online at",
    "beschikbaar op",
    "consulté le",
    "disponibile all'indirizzo",
    "disponibile su",
    "disponible en",
    "disponible sur",
    "disponible à l'adresse",
    "disponível em",
    "doi",
    "dostępne na",
    "dostępny",
    "dostępny w internecie",
    "eingesehen",
    "en ligne",
    "en línea",
    "erişim adresi",
    "from",
    "gazetesi",
    "hosted at",
    "internet",
    "kindle edition",
    "last accessed",
    "le journal",
    "link",
    "mevcut",
    "offizielle website",
    "online",
    "online abrufbar unter",
    "online at",
    "online unter",
    "online verfügbar unter",
    "page consultée",
    "pdf",
    "pmcid",
    "pmid",
    "print",
    "resmî internet sitesi",
    "retrieved",
    "retrieved from",
    "site officiel",
    "tarih ve",
    "tarihinde",
    "tarihli",
    "unter",
    "url",
    "verfügbar unter",
    "via",
    "web",
    "zeitung",
    "çevrimiçi",
    "архив",
    "архивировано",
    "газ.",
    "газета",
    "доступно на",
    "електронний ресурс",
    "журн.",
    "журнал",
    "офиц. сайт",
    "официальный сайт",
    "офіц. сайт",
    "офіційний сайт",
    "режим доступа",
    "режим доступу",
    "свободный",
    "электронный ресурс",
];

/// "Interview by the author", "yazarla mülakat", "e-mail to the author": what makes an entry a talk or a letter.
const TALKS: &[(&str, Kind)] = &[
    ("author interview", Kind::Interview),
    ("author's interview", Kind::Interview),
    ("courriel à l'auteur", Kind::PersonalCommunication),
    ("e-mail an den verfasser", Kind::PersonalCommunication),
    ("e-mail message to author", Kind::PersonalCommunication),
    ("e-mail to author", Kind::PersonalCommunication),
    ("e-mail to the author", Kind::PersonalCommunication),
    ("email message to author", Kind::PersonalCommunication),
    ("email message to the author", Kind::PersonalCommunication),
    ("email to author", Kind::PersonalCommunication),
    ("email to the author", Kind::PersonalCommunication),
    ("entretien", Kind::Interview),
    ("entretien avec", Kind::Interview),
    ("entretien avec l'auteur", Kind::Interview),
    ("entretien avec l'autrice", Kind::Interview),
    ("entrevista", Kind::Interview),
    ("görüşme", Kind::Interview),
    ("interview", Kind::Interview),
    ("interview by", Kind::Interview),
    ("interview by author", Kind::Interview),
    ("interview by the author", Kind::Interview),
    ("interview der verfasserin mit", Kind::Interview),
    ("interview des autors mit", Kind::Interview),
    ("interview des verfassers mit", Kind::Interview),
    ("interview mit", Kind::Interview),
    ("interview mit dem autor", Kind::Interview),
    ("interview mit dem verfasser", Kind::Interview),
    ("interview with", Kind::Interview),
    ("interview with author", Kind::Interview),
    ("interview with the author", Kind::Interview),
    ("interviewed by the author", Kind::Interview),
    ("intervista", Kind::Interview),
    ("intervju", Kind::Interview),
    ("kişisel görüşme", Kind::Interview),
    ("kişisel yazışma", Kind::PersonalCommunication),
    ("letter to the author", Kind::PersonalCommunication),
    ("message to the author", Kind::PersonalCommunication),
    ("mülakat", Kind::Interview),
    ("personal communication", Kind::PersonalCommunication),
    ("personal interview", Kind::Interview),
    ("röportaj", Kind::Interview),
    ("yazara e-posta", Kind::PersonalCommunication),
    ("yazarla görüşme", Kind::Interview),
    ("yazarla mülakat", Kind::Interview),
    ("yazarla röportaj", Kind::Interview),
    ("yüz yüze görüşme", Kind::Interview),
    ("интервью", Kind::Interview),
    ("интервью автору", Kind::Interview),
    ("интервью с", Kind::Interview),
    ("интервью с автором", Kind::Interview),
    ("письмо автору", Kind::PersonalCommunication),
];
