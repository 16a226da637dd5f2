#!/usr/bin/env python3
"""Makes stories up, twice: as a WordPress export and as a folder of Markdown for Hugo.

usage: sample-stories.py COUNT EXPORT.xml FOLDER

Every story has a headline, a summary, eight paragraphs of about 75 words, an author and a section. The same COUNT gives
the same bytes.
"""
import datetime
import pathlib
import random
import sys

WORDS = (
    "archive bench bridge cable canal charter clerk coast committee court crane deposit dredger estate ferry file fund gale "
    "gauge hearing hull inspector jetty keeper ledger lamp lock margin meeting minute motion notice pier pilot quay rate "
    "record rope sail shift signal slip survey tariff tender tide timber tonnage vessel vote ward wharf asked built closed "
    "counted drew found gave heard kept lent moved named owed paid raised read said sold told took weighed wrote"
).split()
SECTIONS = ["harbour", "council", "schools", "health", "courts", "money", "weather", "arts"]
AUTHORS = ["edda.morrow", "finn.calder", "greta.oyelaran", "hamid.lowe", "ines.barrow"]


def main(count: int, export: pathlib.Path, folder: pathlib.Path) -> None:
    chance = random.Random(1)
    start = datetime.datetime(2020, 1, 1, 6)

    def sentence(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."

    with export.open("w") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n'
            "<title>The Made-up Measure</title><link>https://measure.example</link><language>en-GB</language>\n"
            "<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://measure.example</wp:base_site_url>"
            "<wp:base_blog_url>https://measure.example</wp:base_blog_url>\n"
        )
        for number, author in enumerate(AUTHORS, 1):
            name = author.replace(".", " ").title()
            out.write(
                f"<wp:author><wp:author_id>{number}</wp:author_id><wp:author_login>{author}</wp:author_login>"
                f"<wp:author_email>{author}@measure.example</wp:author_email>"
                f"<wp:author_display_name>{name}</wp:author_display_name></wp:author>\n"
            )
        for section in SECTIONS:
            out.write(
                f"<wp:category><wp:category_nicename>{section}</wp:category_nicename>"
                f"<wp:cat_name>{section.title()}</wp:cat_name></wp:category>\n"
            )
        for number in range(count):
            moment = start + datetime.timedelta(minutes=45 * number)
            headline, summary = sentence(8)[:-1], sentence(18)
            paragraphs = [" ".join(sentence(15) for _ in range(5)) for _ in range(8)]
            section, author = chance.choice(SECTIONS), chance.choice(AUTHORS)
            slug = f"{headline.lower().replace(' ', '-')}-{number}"
            body = "\n\n".join(f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->" for text in paragraphs)
            out.write(
                f"<item><title>{headline}</title><link>https://measure.example/{moment:%Y/%m}/{slug}</link>"
                f"<dc:creator>{author}</dc:creator><content:encoded><![CDATA[{body}]]></content:encoded>"
                f"<excerpt:encoded><![CDATA[{summary}]]></excerpt:encoded><wp:post_id>{number + 10}</wp:post_id>"
                f"<wp:post_date>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date>"
                f"<wp:post_date_gmt>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name>"
                f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
                f'<category domain="category" nicename="{section}">{section.title()}</category></item>\n'
            )
            page = folder / f"{moment:%Y/%m}" / f"{slug}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(
                f'---\ntitle: "{headline}"\ndate: {moment:%Y-%m-%dT%H:%M:%SZ}\nsummary: "{summary}"\nauthor: {author}\n'
                f"categories: [{section}]\n---\n\n" + "\n\n".join(paragraphs) + "\n"
            )
        out.write("</channel>\n</rss>\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
