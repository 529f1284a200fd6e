using System.ComponentModel.DataAnnotations;
using CsiHost.Abstractions.Plugins;
using Microsoft.Extensions.Configuration;

namespace CsiHost.Plugins.Loading;

/// <summary>Binds a plugin's section to its options. All that is wrong is reported at once: unknown keys, bad values, broken rules.</summary>
internal static class OptionsBinder
{
    public static TOptions Bind<TOptions>(IConfigurationSection section)
        where TOptions : class, new()
    {
        var options = new TOptions();
        var errors = new List<string>();

        // The binder stops at the first error, so each key of the section is bound by itself.
        foreach (var child in section.GetChildren())
            errors.AddRange(BindOne(options, section, child));
        errors.AddRange(Validate(options, section.Path));
        return errors.Count == 0 ? options : throw new PluginConfigurationException(errors);
    }

    private static IEnumerable<string> BindOne(object options, IConfigurationSection section, IConfigurationSection child)
    {
        var alone = child.AsEnumerable(makePathsRelative: false)
            .Select(pair => KeyValuePair.Create(pair.Key[(section.Path.Length + 1)..], pair.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(alone).Build();
        try
        {
            configuration.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            return [];
        }
        catch (InvalidOperationException e)
        {
            return [Describe(options.GetType(), child, e)];
        }
    }

    private static string Describe(Type type, IConfigurationSection child, InvalidOperationException error)
    {
        var keys = type.GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Order(StringComparer.Ordinal).ToArray();
        return keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
            ? $"{child.Path}: {error.InnerException?.Message ?? error.Message}"
            : $"{child.Path} is unknown; the keys are {string.Join(", ", keys)}.";
    }

    private static IEnumerable<string> Validate(object options, string path)
    {
        var context = new ValidationContext(options);
        var results = new List<ValidationResult>();

        // The validator asks IValidatableObject only when no attribute failed; here everything is reported together.
        if (!Validator.TryValidateObject(options, context, results, validateAllProperties: true)
            && options is IValidatableObject validatable && results.Exists(result => result.MemberNames.Any()))
        {
            results.AddRange(validatable.Validate(context));
        }

        return results
            .Where(result => result != ValidationResult.Success)
            .Select(result => $"{string.Join(", ", result.MemberNames.DefaultIfEmpty("").Select(name => name.Length == 0 ? path : $"{path}:{name}"))}: {result.ErrorMessage}")
            .Distinct();
    }
}
