namespace Workers.Fleet.Samples;

/// <summary>An invented range of clothing and gear.</summary>
internal static class SampleProducts
{
    private static readonly (string Code, string Name, decimal Price, bool Sizes)[] Range =
    [
        ("WK-TEE-CLS", "Classic T-Shirt", 14.50m, true), ("WK-TEE-ORG", "Organic Cotton T-Shirt", 19.90m, true), ("WK-POL-PIQ", "Piqué Polo", 27.00m, true),
        ("WK-SHT-OXF", "Oxford Shirt", 42.00m, true), ("WK-SHT-FLN", "Flannel Shirt", 46.50m, true), ("WK-SWT-CRW", "Crew Sweatshirt", 38.00m, true),
        ("WK-HOD-ZIP", "Zip Hoodie", 52.00m, true), ("WK-JKT-RAIN", "Rain Jacket", 89.00m, true), ("WK-JKT-SFT", "Softshell Jacket", 99.50m, true),
        ("WK-VST-QLT", "Quilted Vest", 64.00m, true), ("WK-PNT-CNV", "Canvas Work Trousers", 58.00m, true), ("WK-PNT-CHN", "Chinos", 49.00m, true),
        ("WK-SHO-RUN", "Running Shorts", 24.00m, true), ("WK-JRS-CYC", "Cycling Jersey", 54.99m, true), ("WK-GLV-WRK", "Work Gloves", 12.75m, true),
        ("WK-CAP-5PN", "Five-Panel Cap", 16.00m, false), ("WK-BNE-MRN", "Merino Beanie", 21.00m, false), ("WK-SCF-WOL", "Wool Scarf", 29.00m, false),
        ("WK-BLT-LTH", "Leather Belt", 33.00m, false), ("WK-BAG-TOT", "Tote Bag", 9.80m, false), ("WK-BAG-DUF", "Duffel Bag 40 l", 72.00m, false),
        ("WK-BTL-750", "Steel Bottle 750 ml", 18.40m, false), ("WK-MUG-ENM", "Enamel Mug", 8.25m, false), ("WK-UMB-CMP", "Compact Umbrella", 22.60m, false),
        ("WK-SOX-3PK", "Socks, Pack of 3", 13.20m, false), ("WK-TWL-MIC", "Microfibre Towel", 15.00m, false), ("WK-KEY-LNY", "Key Lanyard", 3.35m, false),
        ("WK-NTB-A5", "Notebook A5", 6.90m, false), ("WK-PEN-10", "Pens, Pack of 10", 7.45m, false), ("WK-LBL-100", "Woven Labels, 100", 31.00m, false),
    ];

    public static List<SampleProduct> Make(Random random) =>
        [.. Range.Select((product, index) => new SampleProduct
        {
            ProductCode = product.Code, Name = product.Name, ListPrice = product.Price, NetsuiteItemId = 7_001 + index, HasSizes = product.Sizes,
            // A few are out of stock, so that back orders are seen.
            UnitsInStock = index % 11 == 7 ? 0 : random.Next(2_000, 20_000),
        })];
}

/// <summary>A product as the simulators and transformation take it.</summary>
internal sealed record SampleProduct
{
    public required string ProductCode { get; init; }
    public required string Name { get; init; }
    public required decimal ListPrice { get; init; }
    public required int UnitsInStock { get; init; }
    public bool Discontinued { get; init; }
    public required long NetsuiteItemId { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public bool HasSizes { get; init; }
}
