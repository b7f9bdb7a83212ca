"""Small files of the kinds in which coded material comes, as several people made it."""

import json
from pathlib import Path

INTERVIEW = "I: Whom do you rely on?\nR: Her. I would hand her my keys\nany day.\n"
POSTS = """post_id,coder_id,type,n_pictures,pop_elite,pop_people,pop_othering
1,1,photo,1,0,0,0
1,2,photo,1,0,0,0
2,1,video,0,1,1,0
2,2,video,2,1,0,0
"""
PAPERS = """,source_spreadsheet,key,annotator,op_form,op_data_type
0,1,CW2020,,direct quality estimation,ordinal
1,1,CW2020,,counting,ordinal
2,2,CW2020,,Direct quality estimation,
3,1,GD2020,,unclear,count
4,2,GD2020,,unclear,unclear
"""
ANSWERS = "id,answer,Ann,Ben\n1,It snows.,weather,weather\n2,So it is.,-,\n"
SEGMENTS = """Document,Coder,Code,Quotation
interview-1,Ann,trust; keys,I would hand her my keys
interview-1,Ben,trust,hand her my keys
interview-1,Ben,trust,hand him my keys
"""
TOKENS = "token\tlabel\nHer\tB-PERSON\n.\tO\nI\tO\nwould\tB-TRUST\nhand\tI-TRUST\n"
WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Theme|value


#Text=I trust her.
1-1\t0-1\tI\t_\t
1-2\t2-7\ttrust\ttrust\t
1-3\t8-11\ther\tVALUE\t
1-4\t11-12\t.\t_\t
"""


def write_coded_files(folder: Path) -> None:
    """Write them all."""
    brat = {
        "Lisa": "T1\tTRUST 34 56\twould hand her my keys\n",
        "Max": "T1\tTRUST 34 44\twould hand\n",
    }
    files = {
        "scan/scan-of-1.txt": INTERVIEW.replace("\nany", "\n\n   any"),
        "scan/scan-of-1.ann": "T1\tTRUST 49 68\tmy keys any day\n",
        "segments.csv": SEGMENTS,
        "tidycomm_fbposts.csv": POSTS,
        "20YCHEC_iaa-v2_double.csv": PAPERS,
        "answers.csv": ANSWERS,
        "tokens.tsv": TOKENS,
        "inception/user1.tsv": WEBANNO.replace("VALUE", "trust"),
        "inception/user2.tsv": WEBANNO.replace("VALUE", "person"),
    }
    for coder, annotations in brat.items():
        files[f"brat-project/{coder}/interview-1.txt"] = INTERVIEW
        files[f"brat-project/{coder}/interview-1.ann"] = annotations
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    write_catma(folder / "catma-project")
    write_workbook(folder / "export.xlsx")


def write_catma(folder: Path) -> None:
    """Write a project of CATMA with one document and two annotators."""
    context = {"tag": "https://www.catma.de/tag"}
    files = {
        "documents/D_1/header.json": {"gitContentInfoSet": {"title": "A letter"}},
        "tagsets/T_1/CATMA_1/propertydefs.json": {
            "name": "news",
            "parentUuid": "",
            "systemPropertyDefinitions": {"P": {"name": "catma_markupauthor"}},
        },
    }
    for coder, end in (("ann", 8), ("ben", 12)):
        target = {"items": [{"source": "D_1", "selector": {"start": 0, "end": end}}]}
        body = {
            "@context": context,
            "tag": "tagsets/T_1/CATMA_1",
            "properties": {"system": {"P": [coder]}},
        }
        files[f"collections/C_{coder}/annotations/{coder}_0.json"] = [  # type: ignore[assignment]
            {"body": body, "target": target}
        ]
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content), "utf-8")
    (folder / "documents/D_1/D_1.txt").write_text("Dear all, it snows.\n", "utf-8")


def write_workbook(path: Path) -> None:
    """Write a workbook with Swedish headings of a person's own."""
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["Källa", "Vem", "Kod", "Utdrag"],
        ["interview-1.docx", "Åsa", "tillit", "my keys"],
    ):
        book.active.append(row)
    book.save(path)
