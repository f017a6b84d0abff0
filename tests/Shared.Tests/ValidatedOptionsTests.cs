using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Workers.Hosting;

namespace Shared.Tests;

public sealed class ValidatedOptionsTests
{
    [Test]
    public void Every_wrong_setting_is_named_at_once_with_its_environment_variable()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Trial:Limit"] = "0" }).Build();
        using var provider = new ServiceCollection().AddValidatedOptions<TrialOptions>(configuration, "Trial").Services.BuildServiceProvider();

        Assert.That(() => provider.GetRequiredService<IOptions<TrialOptions>>().Value,
            Throws.InstanceOf<OptionsValidationException>().With.Message.Contains("TRIAL__NAME").And.Message.Contains("TRIAL__LIMIT"));
    }

    private sealed class TrialOptions
    {
        [Required]
        public string? Name { get; set; }

        [System.ComponentModel.DataAnnotations.Range(1, 10)]
        public int Limit { get; set; }
    }
}
