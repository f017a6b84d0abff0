using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Architecture.Tests;

/// <summary>Messages lie in queues while services change: a name, a type or a new <c>required</c> is a decision, not an accident.</summary>
internal sealed class ContractApprovalTests
{
    private static readonly Type[] Types = typeof(Workers.Contracts.OrderIdentity).Assembly.GetExportedTypes();

    [Test]
    public Task Messages_are_as_approved() => Approval.Verify("contracts.approved.txt", Describe());

    [Test]
    public void No_enum_travels() => Assert.That(Types.Where(type => type.IsEnum), Is.Empty, "an enum travels as a number");

    [Test]
    public void Messages_are_sealed_records() =>
        Assert.That(Types.Where(type => type is { IsInterface: false, IsAbstract: false } && !(type.IsSealed && IsRecord(type))), Is.Empty);

    [Test]
    public void Every_message_about_one_order_says_which_version_and_attempt()
    {
        string[] steps = ["Correlation", "Credit", "NetSuite", "Board", "Transformation"];
        var messages = Types.Where(type => IsRecord(type) && steps.Contains(type.Namespace!.Split('.')[^1]) && type.GetProperty("OrderId") is not null);
        Assert.That(messages.Where(type => type.GetInterface("IOrderMessage") is null).Select(type => type.Name), Is.Empty);
    }

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var group in Types.GroupBy(type => type.Namespace).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            text.Append($"namespace {group.Key}\n");
            foreach (var type in group.OrderBy(type => type.Name, StringComparer.Ordinal)) Describe(text, type);
        }
        return text.ToString();
    }

    private static void Describe(StringBuilder text, Type type)
    {
        var kind = type.IsInterface ? "interface" : IsRecord(type) ? "record" : type.IsEnum ? "enum" : type is { IsAbstract: true, IsSealed: true } ? "static class" : "class";
        var interfaces = type.GetInterfaces().Where(face => face.Namespace!.StartsWith("Workers", StringComparison.Ordinal)).Select(face => face.Name).Order(StringComparer.Ordinal).ToList();
        text.Append($"  {kind} {type.Name}{(interfaces.Count == 0 ? "" : $" : {string.Join(", ", interfaces)}")}\n");
        var nullability = new NullabilityInfoContext();
        foreach (var constant in type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).OrderBy(field => field.Name, StringComparer.Ordinal))
            text.Append($"    const {Name(constant.FieldType, null)} {constant.Name} = {constant.GetRawConstantValue()}\n");
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).OrderBy(property => property.Name, StringComparer.Ordinal))
            text.Append($"    {(IsRequired(property) ? "required " : "")}{Name(property.PropertyType, nullability.Create(property))} {property.Name}\n");
    }

    // A positional record's members are as required as those that say so.
    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute))
        || property.DeclaringType!.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.Name == property.Name && !parameter.HasDefaultValue));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    private static string Name(Type type, NullabilityInfo? nullability)
    {
        var suffix = nullability?.ReadState == NullabilityState.Nullable && !type.IsValueType ? "?" : "";
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner, null) + "?";
        if (!type.IsGenericType) return type.Name + suffix;
        var arguments = type.GetGenericArguments().Select((argument, index) => Name(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(index)));
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", arguments)}>{suffix}";
    }
}
