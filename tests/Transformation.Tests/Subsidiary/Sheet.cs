using System.Globalization;
using System.IO.Compression;

namespace Transformation.Tests.Subsidiary;

/// <summary>The smallest .xlsx that is one: a sheet with inline strings and numbers.</summary>
internal static class Sheet
{
    public static void Write(string path, params object[][] rows)
    {
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(archive, "[Content_Types].xml",
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
        Add(archive, "_rels/.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Add(archive, "xl/_rels/workbook.xml.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
        Add(archive, "xl/workbook.xml",
            """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Matrix" sheetId="1" r:id="rId1"/></sheets></workbook>""");
        var cells = rows.Select((row, number) => $"<row r=\"{number + 1}\">{string.Concat(row.Select((cell, column) => Cell(cell, (char)('A' + column), number + 1)))}</row>");
        Add(archive, "xl/worksheets/sheet1.xml",
            $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{string.Concat(cells)}</sheetData></worksheet>""");
    }

    private static string Cell(object value, char column, int row) => value is string text
        ? $"<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"
        : $"<c r=\"{column}{row}\"><v>{Convert.ToString(value, CultureInfo.InvariantCulture)}</v></c>";

    private static void Add(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
