namespace Workers.Transformation.MapProduct;

/// <summary>A row of the product map.</summary>
internal sealed class Product
{
    public string ProductCode { get; init; } = "";
    public long NetsuiteItemId { get; init; }
    public string? Name { get; init; }
    public bool IsActive { get; init; } = true;
}
