namespace Workers.Transformation.StageOrder;

/// <summary>Leaves the normaliser at the first contradiction; never leaves <see cref="OrderNormalizer.Normalize"/>.</summary>
internal sealed class NotStageableException(string code, string reason) : Exception(reason)
{
    public string Code { get; } = code;
}
