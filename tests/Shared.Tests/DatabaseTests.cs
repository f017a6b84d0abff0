using Npgsql;
using Workers.Testing;

namespace Shared.Tests;

public sealed class DatabaseTests
{
    [Test]
    public async Task A_refused_value_leaves_no_connection_out_of_step()
    {
        await using var database = await TestDatabase.Create("credit_check", typeof(DatabaseTests).Assembly);
        await database.Admin.Execute("create table note (id integer primary key, text text)", null, CancellationToken.None);
        Task<int> Insert(int id, string text) => database.Admin.QuerySingle<int>("insert into note values (@id, @text) returning id", new { id, text }, CancellationToken.None);

        // The statement is prepared with its fifth use.
        for (var id = 0; id < 20; id++)
        {
            if (id % 5 == 4) Assert.That(async () => await Insert(id, "\0"), Throws.InstanceOf<PostgresException>());
            else Assert.That(await Insert(id, "fine"), Is.EqualTo(id));
        }
    }
}
