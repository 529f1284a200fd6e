using System.Globalization;
using System.Reflection;

namespace CsiHost.Abstractions.Tests;

/// <summary>Writes what an assembly shows to others as text, one line a type or member, in an order that does not depend on the compiler.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What the compiler makes of a record; it follows from the rest.</summary>
    private static readonly HashSet<string> OfRecords = ["<Clone>$", "PrintMembers", "EqualityContract", "get_EqualityContract", "op_Equality", "op_Inequality"];

    public static string Describe(Assembly assembly) => string.Join(
        '\n', assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Describe)) + "\n";

    private static string Describe(Type type) =>
        string.Join('\n', new[] { Heading(type) }.Concat(Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member))) + "\n";

    private static string Heading(Type type)
    {
        var bases = type.GetInterfaces().Where(face => face.IsPublic && !face.Name.StartsWith("IEquatable", StringComparison.Ordinal)).Select(Names.Of)
            .Order(StringComparer.Ordinal);
        var parent = type.BaseType is { } known && known != typeof(object) && known != typeof(ValueType) && known != typeof(Enum) ? [Names.Of(known)] : Array.Empty<string>();
        var all = parent.Concat(bases).ToList();
        return $"{Kind(type)} {type.Namespace}.{Names.Of(type)}" + (all.Count == 0 ? "" : $" : {string.Join(", ", all)}");
    }

    private static string Kind(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture):D3} {name}");
        var constructors = type.GetConstructors(Declared).Where(IsVisible).Select(method => $".ctor({Parameters(method)})");
        var properties = type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsVisible) && !OfRecords.Contains(property.Name)).Select(Describe);
        var methods = type.GetMethods(Declared).Where(method => IsVisible(method) && IsWritten(method)).Select(Describe);
        var fields = type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily).Select(field => $"{Names.Of(field)} {field.Name}");
        return constructors.Concat(properties).Concat(methods).Concat(fields);
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsWritten(MethodInfo method) =>
        !OfRecords.Contains(method.Name)
        && !(method.IsSpecialName && (method.Name.StartsWith("get_", StringComparison.Ordinal) || method.Name.StartsWith("set_", StringComparison.Ordinal)))
        && !(method.GetBaseDefinition().DeclaringType == typeof(object) || method.Name == nameof(Equals));

    private static string Describe(PropertyInfo property)
    {
        var isRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        var setter = property.SetMethod is not { } set || !IsVisible(set) ? "" : IsInitOnly(set) ? " init;" : " set;";
        var body = property.DeclaringType!.IsInterface && property.GetMethod is { IsAbstract: false } ? " (has a default)" : "";
        return $"{(property.GetMethod!.IsStatic ? "static " : "")}{(isRequired ? "required " : "")}{Names.Of(property)} {property.Name} {{ get;{setter} }}{body}";
    }

    private static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string Describe(MethodInfo method)
    {
        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var body = method.DeclaringType!.IsInterface && !method.IsAbstract ? " (has a default)" : "";
        return $"{(method.IsStatic ? "static " : "")}{Names.Of(method.ReturnParameter)} {method.Name}{generics}({Parameters(method)}){body}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{(parameter.IsOut ? "out " : "")}{Names.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));
}
