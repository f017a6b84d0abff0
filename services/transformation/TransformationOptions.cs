using System.ComponentModel.DataAnnotations;
using Workers.Transformation.Countries;

namespace Workers.Transformation;

/// <summary>Settings of the transformation service. Section <c>Transformation</c>.</summary>
public sealed class TransformationOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Transformation";

    /// <summary>Billing country (ISO alpha-2) to NetSuite subsidiary; decides before the matrix does. Default: none.</summary>
    public Dictionary<string, int> SubsidiaryByCountry { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Matrix for all other countries, .xlsx or .csv; a relative path starts at the service's folder.</summary>
    [Required]
    public string MatrixFile { get; set; } = "subsidiary-matrix.csv";

    /// <summary>How often the matrix file is looked at for a change. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan MatrixCheckEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How often products that were mapped are announced again to orders that still wait for them. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AnnounceEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        SubsidiaryByCountry.Where(entry => !CountryNames.IsCode(entry.Key.ToUpperInvariant()) || entry.Value <= 0)
            .Select(entry => new ValidationResult(
                $"'{entry.Key}' = {entry.Value} is not an ISO alpha-2 country code with the number of a subsidiary.", [nameof(SubsidiaryByCountry)]));
}
