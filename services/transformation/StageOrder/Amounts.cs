namespace Workers.Transformation.StageOrder;

/// <summary>Money and quantities: how they are compared, rounded and how large the staging tables let them be.</summary>
internal static class Amounts
{
    public const decimal LargestQuantity = 100_000_000m;
    public const decimal LargestPrice = 100_000_000_000m;
    public const decimal LargestTotal = 10_000_000_000_000m;

    /// <summary>Equal to the minor unit, whichever way the channel rounds a half.</summary>
    public static bool Equal(decimal left, decimal right, int digits) => Math.Abs(left - right) <= 0.5m * Unit(digits);

    public static decimal Round(decimal value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

    private static decimal Unit(int digits) => new(1, 0, 0, false, (byte)digits);
}
