"""Bundle the style sheets, design tokens and fonts of the installed npm packages.

    python -m limonade.design.bundle NODE_MODULES OUT_DIR

Writes OUT_DIR/design/: components.css, fonts.css with its woff2 files, the same fonts for paper, and licences.txt.
Only the design tokens that somebody asks for with var() are kept: the components, our own style sheets, or another
token that is kept.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from limonade.design.paper_fonts import unpack_fonts

OWN_CSS_DIR = Path(__file__).parent / "static" / "design"
OUT_FOLDER = "design"

COMPONENT_SUFFIX = "-css"
TOKENS_SUFFIX = "-design-tokens"
FONT_SCOPE = "@fontsource-variable/"

TOKENS_SHEET = Path("dist", "variables.css")
FONT_SHEET = Path("wght.css")
FONT_FILES = Path("files")
FONT_SUBSETS = ("-latin-wght-normal.woff2", "-latin-ext-wght-normal.woff2")

CHARSET = '@charset "UTF-8";\n'
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# The maps are not shipped, and the hashing of static files stops at a file that is not there.
NOT_SHIPPED = re.compile(r'/\*# sourceMappingURL=.*?\*/|@charset "[^"]*";')
DECLARATION = re.compile(r"""(--[\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;{}"'])*)(?=[;}])""")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_URL = re.compile(r"url\(\s*[\"']?\./files/([\w.-]+)[\"']?\s*\)")
# Style and fonts come from our own address only: the Content-Security-Policy stops anything else.
REFUSED = re.compile(r"@import|url\(\s*[\"']?(?:https?:|//|data:)", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str
    folder: Path

    @property
    def heading(self) -> str:
        return f"{self.name} {self.version}, {self.licence}"

    @property
    def sheet(self) -> Path:
        """Component packages call their style sheet index.css or after the component."""
        component = self.folder.name.removesuffix(COMPONENT_SUFFIX)
        candidates = [self.folder / "dist" / name for name in ("index.css", f"{component}.css")]
        return next((path for path in candidates if path.exists()), candidates[0])


@dataclass(frozen=True)
class Result:
    """What a run has made, for the message on the screen and for the tests."""

    tokens_kept: int
    tokens_known: int
    files: tuple[Path, ...]


def installed_packages(node_modules: Path) -> list[Package]:
    """The packages we bundle, by name, so that the same input always gives the same files."""
    found = [_read_package(path.parent) for path in sorted(node_modules.glob("@*/*/package.json"))]
    return [package for package in found if _is_bundled(package.name)]


def _read_package(folder: Path) -> Package:
    data = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return Package(data["name"], data["version"], data.get("license", "unknown"), folder)


def _is_bundled(name: str) -> bool:
    return name.endswith((COMPONENT_SUFFIX, TOKENS_SUFFIX)) or name.startswith(FONT_SCOPE)


def components_css(packages: Iterable[Package]) -> str:
    """All component style sheets, each under the name and the licence of its package."""
    parts = []
    for package in packages:
        if package.name.endswith(COMPONENT_SUFFIX):
            css = NOT_SHIPPED.sub("", package.sheet.read_text(encoding="utf-8")).strip()
            parts.append(f"/* {package.heading} */\n{css}\n")
    return "\n".join(parts)


def known_tokens(packages: Iterable[Package]) -> dict[str, str]:
    """Every design token of the theme with its value."""
    tokens: dict[str, str] = {}
    for package in packages:
        if package.name.endswith(TOKENS_SUFFIX):
            css = COMMENT.sub("", (package.folder / TOKENS_SHEET).read_text(encoding="utf-8"))
            tokens |= {name: value.strip() for name, value in DECLARATION.findall(css)}
    return tokens


def used_tokens(tokens: Mapping[str, str], style_sheets: Iterable[str]) -> dict[str, str]:
    """The tokens that the style sheets ask for, and those that these tokens ask for in turn."""
    wanted = [name for css in style_sheets for name in REFERENCE.findall(COMMENT.sub("", css))]
    kept: set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in tokens and name not in kept:
            kept.add(name)
            wanted += REFERENCE.findall(tokens[name])
    return {name: tokens[name] for name in tokens if name in kept}


def tokens_css(tokens: Mapping[str, str], packages: Iterable[Package]) -> str:
    """The theme has its tokens under a class of its own; on :root no page has to know that class."""
    headings = "".join(f"/* {package.heading} */\n" for package in packages if package.name.endswith(TOKENS_SUFFIX))
    lines = "".join(f"  {name}: {value};\n" for name, value in tokens.items())
    return f"{headings}:root {{\n{lines}}}\n"


def font_faces(package: Package) -> Iterator[tuple[str, Path]]:
    """The rule and the file of each wanted subset; the rule looks for the file next to the style sheet."""
    css = (package.folder / FONT_SHEET).read_text(encoding="utf-8")
    for rule in FONT_FACE.findall(css):
        file = FONT_URL.search(rule)
        if file and file[1].endswith(FONT_SUBSETS):
            yield FONT_URL.sub(r'url("\1")', rule), package.folder / FONT_FILES / file[1]


def licences_text(packages: Iterable[Package]) -> str:
    """The list of packages, and every licence text once, because the licences ask for their text to come along."""
    listed: list[str] = []
    texts: dict[str, str] = {}
    for package in packages:
        listed.append(package.heading)
        for path in sorted(package.folder.glob("LICENSE*")):
            texts.setdefault(path.read_text(encoding="utf-8").strip(), package.name)
    blocks = [f"{'-' * 78}\nLicence text of {name}\n{'-' * 78}\n\n{text}\n" for text, name in texts.items()]
    return "\n".join(["\n".join(listed) + "\n", *blocks])


def own_style_sheets(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.css"))]


def _write_css(path: Path, css: str) -> Path:
    if match := REFUSED.search(COMMENT.sub("", css)):
        raise SystemExit(f"{path.name} not written: '{match[0]}' may not be in our style sheets.")
    path.write_text(CHARSET + css, encoding="utf-8", newline="\n")
    return path


def _write_fonts(packages: Iterable[Package], folder: Path) -> list[Path]:
    rules, files = [], []
    for package in packages:
        if package.name.startswith(FONT_SCOPE):
            rules.append(f"/* {package.heading} */")
            for rule, source in font_faces(package):
                rules.append(rule)
                files.append(folder / source.name)
                files[-1].write_bytes(source.read_bytes())
    return [_write_css(folder / "fonts.css", "\n".join(rules) + "\n"), *files]


def bundle(node_modules: Path, out_dir: Path, own_css_dir: Path = OWN_CSS_DIR) -> Result:
    packages = installed_packages(node_modules)
    if not packages:
        raise SystemExit(f"No front-end packages in {node_modules}. Run `npm ci` first.")
    folder = out_dir / OUT_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    components = components_css(packages)
    known = known_tokens(packages)
    kept = used_tokens(known, [components, *own_style_sheets(own_css_dir)])
    css = _write_css(folder / "components.css", tokens_css(kept, packages) + "\n" + components)
    fonts = _write_fonts(packages, folder)
    licences = folder / "licences.txt"
    licences.write_text(licences_text(packages), encoding="utf-8", newline="\n")
    return Result(len(kept), len(known), (css, *fonts, licences))


def main(arguments: list[str]) -> None:
    match arguments:
        case [node_modules, out_dir]:
            bundle(Path(node_modules), Path(out_dir))
            unpack_fonts(Path(out_dir) / OUT_FOLDER)
        case _:
            raise SystemExit("Usage: python -m limonade.design.bundle NODE_MODULES OUT_DIR")


if __name__ == "__main__":
    main(sys.argv[1:])
