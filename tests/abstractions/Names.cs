using System.Reflection;

namespace CsiHost.Abstractions.Tests;

/// <summary>Names of types as C# writes them, with the question marks of nullable references.</summary>
internal static class Names
{
    private static readonly Dictionary<Type, string> Short = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(byte)] = "byte",
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(double)] = "double",
    };

    public static string Of(ParameterInfo parameter) => Write(new NullabilityInfoContext().Create(parameter));

    public static string Of(PropertyInfo property) => Write(new NullabilityInfoContext().Create(property));

    public static string Of(FieldInfo field) => Write(new NullabilityInfoContext().Create(field));

    public static string Of(Type type)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Of(value) + "?";
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        return type.IsGenericType ? $"{Bare(type)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : Bare(type);
    }

    private static string Write(NullabilityInfo info)
    {
        var type = info.Type.IsByRef ? info.Type.GetElementType()! : info.Type;
        if (Nullable.GetUnderlyingType(type) is not null)
            return Of(type);
        var text = type.IsArray ? Of(type)
            : type.IsGenericType ? $"{Bare(type)}<{string.Join(", ", info.GenericTypeArguments.Select(Write))}>"
            : Bare(type);
        return text + (info.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "");
    }

    private static string Bare(Type type)
    {
        var name = Short.GetValueOrDefault(type) ?? type.Name;
        return name.IndexOf('`') is var mark and > 0 ? name[..mark] : name;
    }
}
