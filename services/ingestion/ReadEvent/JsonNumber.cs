using System.Globalization;

namespace Workers.Ingestion.ReadEvent;

/// <summary>A JSON number exactly as written, whatever its size: <c>Digits * 10^Exponent</c>, without leading or trailing zeros.</summary>
internal readonly record struct JsonNumber(bool Negative, string Digits, long Exponent)
{
    private const long Unlimited = 1_000_000_000;

    public bool IsZero => Digits.Length == 0;

    /// <summary>How many decimals it needs.</summary>
    public long Decimals => Math.Max(0, -Exponent);

    /// <summary>Equal numbers have equal texts: 1, 1.0 and 10e-1 are <c>1e0</c>.</summary>
    public string Canonical => IsZero ? "0" : $"{(Negative ? "-" : "")}{Digits}e{Exponent}";

    /// <summary>Reads a number that a JSON parser has found valid.</summary>
    public static JsonNumber Read(string text)
    {
        var negative = text[0] == '-';
        var mantissa = negative ? text[1..] : text;
        long exponent = 0;
        var e = mantissa.AsSpan().IndexOfAny('e', 'E');
        if (e >= 0)
        {
            exponent = ReadExponent(mantissa.AsSpan(e + 1));
            mantissa = mantissa[..e];
        }
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            mantissa = mantissa.Remove(point, 1);
        }
        var digits = mantissa.TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0
            ? new(false, "", 0)
            : new(negative, significant, exponent + digits.Length - significant.Length);
    }

    /// <summary>The same value as a decimal; false where that would lose a digit.</summary>
    public bool TryDecimal(out decimal value)
    {
        value = 0;
        if (IsZero) return true;
        if (Digits.Length > 28 || Exponent > 28 || Decimals > 28 || Digits.Length + Exponent > 28) return false;
        value = decimal.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = 0; i < Exponent; i++) value *= 10;
        if (Exponent < 0) value *= new decimal(1, 0, 0, false, (byte)-Exponent);
        if (Negative) value = -value;
        return true;
    }

    private static long ReadExponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, -Unlimited, Unlimited)
            : text[0] == '-' ? -Unlimited : Unlimited;
}
