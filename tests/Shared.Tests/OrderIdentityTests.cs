using Workers.Contracts;

namespace Shared.Tests;

public sealed class OrderIdentityTests
{
    [Test]
    public void The_external_id_never_changes()
    {
        // Written down: a change of the rule would cut every order off from its records at the vendors.
        var id = OrderIdentity.ExternalId("SALESFORCE", "a0Xh4ziPbJPJnmgEUD");
        Assert.That(id.ToString(), Is.EqualTo("f95ee491-48bd-5376-bbc3-59d70481b8cc"));
        Assert.That(id.Version, Is.EqualTo(5));
    }

    [Test]
    public void The_source_is_compared_without_case_and_the_id_with_case()
    {
        Assert.That(OrderIdentity.ExternalId("salesforce", "a"), Is.EqualTo(OrderIdentity.ExternalId("SALESFORCE", "a")));
        Assert.That(OrderIdentity.ExternalId("SALESFORCE", "A"), Is.Not.EqualTo(OrderIdentity.ExternalId("SALESFORCE", "a")));
    }
}
