"""The vendored fonts that paper is printed with; no other font ever is."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

FOLDER = Path(str(resources.files("debrief"))) / "static" / "vendor"
REGULAR, BOLD = 400, 700


@dataclass(frozen=True, slots=True)
class Face:
    """One complete font file; split web fonts under one family print wrong letters."""

    family: str
    weight: int
    file: str

    @property
    def path(self) -> Path:
        return FOLDER / self.file

    @property
    def url(self) -> str:
        return f"vendored:{self.file}"

    @property
    def rule(self) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-weight: {self.weight};'
            f' src: url("{self.url}"); }}'
        )


#: In the order in which a letter is looked for.
FACES = (
    Face("IBM Plex Sans", REGULAR, "plex-sans/IBMPlexSans-Regular.woff2"),
    Face("IBM Plex Sans", BOLD, "plex-sans/IBMPlexSans-Bold.woff2"),
    Face("IBM Plex Sans Arabic", REGULAR, "plex-sans-arabic/IBMPlexSansArabic-Regular.woff"),
    Face("IBM Plex Sans Arabic", BOLD, "plex-sans-arabic/IBMPlexSansArabic-Bold.woff"),
    Face("IBM Plex Sans Hebrew", REGULAR, "plex-sans-hebrew/IBMPlexSansHebrew-Regular.woff"),
    Face("IBM Plex Sans Hebrew", BOLD, "plex-sans-hebrew/IBMPlexSansHebrew-Bold.woff"),
    Face(
        "IBM Plex Sans Devanagari",
        REGULAR,
        "plex-sans-devanagari/IBMPlexSansDevanagari-Regular.woff",
    ),
    Face("IBM Plex Sans Devanagari", BOLD, "plex-sans-devanagari/IBMPlexSansDevanagari-Bold.woff"),
    Face("IBM Plex Sans KR", REGULAR, "plex-sans-kr/IBMPlexSansKR-Regular.woff"),
    Face("IBM Plex Sans SC", REGULAR, "plex-sans-sc/IBMPlexSansSC-Regular.woff"),
)
#: What `font-family` says, in print.css and on the root of every drawing.
FAMILIES = ", ".join(dict.fromkeys(face.family for face in FACES))
