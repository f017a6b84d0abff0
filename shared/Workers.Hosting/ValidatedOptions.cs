using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Workers.Hosting;

/// <summary>Options that are checked before any consumer starts and that name the setting and the cure.</summary>
public static class ValidatedOptions
{
    /// <summary>Binds a section, checks its annotations and its own <see cref="IValidatableObject"/> rules, all failures in one message.</summary>
    public static OptionsBuilder<T> AddValidatedOptions<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(section));
        return services.AddOptions<T>().Bind(configuration.GetSection(section)).ValidateOnStart();
    }

    private sealed class SectionValidator<T>(string section) : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var results = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true))
                return ValidateOptionsResult.Success;
            return ValidateOptionsResult.Fail(results.SelectMany(Sentences));
        }

        private IEnumerable<string> Sentences(ValidationResult result)
        {
            var members = result.MemberNames.DefaultIfEmpty("");
            return members.Select(member => member.Length == 0
                ? $"{section}: {result.ErrorMessage}"
                : $"{section}:{member}: {result.ErrorMessage} Set {section.ToUpperInvariant()}__{member.ToUpperInvariant()}.");
        }
    }
}
