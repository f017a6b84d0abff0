using Workers.Simulators.Monday.GraphQl;

namespace Workers.Simulators.Monday;

/// <summary>Who asks, of which account, with which version of the API.</summary>
internal static class AccountFields
{
    public static object? Resolve(ResolveContext context) => (context.TypeName, context.FieldName) switch
    {
        ("User", "id") => "4012689",
        ("User", "name") => "Integration user",
        ("User", "email") => "integration@example.com",
        ("User", "account") => context.Source,
        ("Account", "id") => MondayAccount.AccountId.ToString(),
        ("Account", "name") => "Simulated account",
        ("Account", "slug") => "simulated",
        ("Version", "kind") => "current",
        _ => context.Source,
    };
}
