using System.Text.Json;
using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.Dnb;

/// <summary>The answer of cleanseMatch.</summary>
internal static class DnbMatch
{
    public static VendorReply Reply(VendorRequest request, List<(CustomerRow Row, int Confidence)> candidates) => VendorReply.Write(200, json =>
    {
        json.WriteStartObject();
        DnbErrors.Transaction(json, request.At);
        json.WriteStartObject("inquiryDetail");
        foreach (var (name, value) in request.Query)
            json.WriteString(name, value.ToString());
        json.WriteEndObject();
        json.WriteNumber("candidatesMatchedQuantity", candidates.Count);
        json.WriteString("matchDataCriteria", request.Parameter("duns") is null ? "Name and Address Lookup" : "DUNS Lookup");
        json.WriteStartArray("matchCandidates");
        for (var index = 0; index < candidates.Count; index++)
            Candidate(json, index + 1, candidates[index].Row, candidates[index].Confidence);
        json.WriteEndArray();
        json.WriteStartObject("cleanseAndStandardizeInformation");
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static void Candidate(Utf8JsonWriter json, int sequence, CustomerRow row, int confidence)
    {
        json.WriteStartObject();
        json.WriteNumber("displaySequence", sequence);
        json.WriteStartObject("organization");
        json.WriteString("duns", row.DunsNumber);
        json.WriteStartObject("dunsControlStatus");
        json.WriteStartObject("operatingStatus");
        json.WriteString("description", "Active");
        json.WriteNumber("dnbCode", 9074);
        json.WriteEndObject();
        json.WriteBoolean("isMailUndeliverable", false);
        json.WriteEndObject();
        json.WriteString("primaryName", row.CompanyName);
        json.WriteStartArray("telephone");
        json.WriteStartObject();
        json.WriteString("telephoneNumber", row.Phone);
        json.WriteBoolean("isUnreachable", false);
        json.WriteEndObject();
        json.WriteEndArray();
        Address(json, row);
        json.WriteStartArray("registrationNumbers");
        json.WriteEndArray();
        json.WriteBoolean("isStandalone", true);
        json.WriteEndObject();
        Quality(json, confidence);
        json.WriteEndObject();
    }

    private static void Address(Utf8JsonWriter json, CustomerRow row)
    {
        json.WriteStartObject("primaryAddress");
        json.WriteStartObject("addressCountry");
        json.WriteString("isoAlpha2Code", CountryCodes.Of(row.Country));
        json.WriteString("name", row.Country);
        json.WriteEndObject();
        json.WriteStartObject("addressLocality");
        json.WriteString("name", row.City);
        json.WriteEndObject();
        json.WriteStartObject("addressRegion");
        json.WriteString("name", row.Region);
        json.WriteNull("abbreviatedName");
        json.WriteEndObject();
        json.WriteString("postalCode", row.PostalCode);
        json.WriteNull("postalCodeExtension");
        json.WriteStartObject("streetAddress");
        json.WriteString("line1", row.Street);
        json.WriteNull("line2");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Quality(Utf8JsonWriter json, int confidence)
    {
        var grade = confidence >= 9 ? "AAAAAZZAFFZ" : confidence >= 7 ? "ABAAAZZBFFZ" : confidence >= 4 ? "BFBAAZZFFFZ" : "FFFBBZZFFFZ";
        json.WriteStartObject("matchQualityInformation");
        json.WriteNumber("confidenceCode", confidence);
        json.WriteString("matchGrade", grade);
        json.WriteNumber("matchGradeComponentsCount", 11);
        json.WriteStartArray("matchGradeComponents");
        string[] parts = ["Name", "Street Number", "Street Name", "City", "State", "PO Box", "Phone", "Postal Code", "Density", "Uniqueness", "SIC"];
        for (var index = 0; index < parts.Length; index++)
        {
            json.WriteStartObject();
            json.WriteString("componentType", parts[index]);
            json.WriteString("componentRating", grade[index].ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("matchDataProfile", "0000000000989898000000000000");
        json.WriteNumber("matchDataProfileComponentsCount", 14);
        json.WriteNumber("nameMatchScore", confidence * 10);
        json.WriteEndObject();
    }
}
