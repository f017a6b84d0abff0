using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>What was created, as an independent witness sees it.</summary>
internal static class NetSuiteLedgers
{
    private static readonly string[] VersionFields = ["custbody_source_version", "custbody_order_version", "custbody_version"];

    public static bool Write(string thing, DateTimeOffset? since, Utf8JsonWriter json, NetSuiteStore store, JobQueue jobs, DateTimeOffset now)
    {
        switch (thing)
        {
            case "sales-orders":
                Array(json, store.AllOrders.Where(order => since is null || order.ModifiedAt >= since), order => Order(json, order));
                return true;
            case "customers":
                Array(json, store.Customers.Values.Where(customer => since is null || customer.ModifiedAt >= since), customer => Customer(json, customer));
                return true;
            case "jobs":
                Array(json, jobs.Jobs.Where(job => since is null || job.CreatedAt >= since), job => JobEntry(json, job, now));
                return true;
            default:
                return false;
        }
    }

    private static void Array<T>(Utf8JsonWriter json, IEnumerable<T> rows, Action<T> write)
    {
        json.WriteStartArray();
        foreach (var row in rows)
            write(row);
        json.WriteEndArray();
    }

    private static void Order(Utf8JsonWriter json, SalesOrderRecord order)
    {
        var header = JsonText.Parse(order.Header)!.Value;
        json.WriteStartObject();
        json.WriteString("internalId", order.Id.ToString());
        json.WriteString("externalId", order.ExternalId);
        json.WriteString("tranId", order.TranId);
        json.WriteString("entity", order.Customer.Id.ToString());
        json.WriteString("customerName", order.Customer.CompanyName);
        json.WriteString("otherRefNum", order.OtherRefNum);
        json.WriteNumber("subtotal", order.Subtotal);
        json.WriteNumber("total", order.Total);
        json.WriteString("currency", order.Currency);
        json.WriteString("status", order.Status);
        json.WriteString("statusName", order.StatusName);
        json.WriteString("version", VersionFields.Select(field => header.Text(field)).FirstOrDefault(value => value is not null));
        json.WriteBoolean("deleted", order.Deleted);
        json.WriteString("createdAt", JsonText.Iso(order.CreatedAt));
        json.WriteString("updatedAt", JsonText.Iso(order.ModifiedAt));
        json.WriteStartObject("fields");
        foreach (var member in header.EnumerateObject())
            member.WriteTo(json);
        json.WriteEndObject();
        json.WriteStartArray("lines");
        order.Lines.ForEach(line => Line(json, line));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Line(Utf8JsonWriter json, OrderLine line)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line.Line);
        json.WriteString("item", line.Item.Id);
        json.WriteString("itemName", line.Item.ItemId);
        json.WriteNumber("quantity", line.Quantity);
        json.WriteNumber("rate", line.Rate);
        json.WriteNumber("amount", line.Amount);
        json.WriteBoolean("isClosed", line.IsClosed);
        json.WriteString("description", JsonText.Parse(line.Raw)!.Value.Text("description"));
        json.WriteEndObject();
    }

    private static void Customer(Utf8JsonWriter json, CustomerRecord customer)
    {
        json.WriteStartObject();
        json.WriteString("internalId", customer.Id.ToString());
        json.WriteString("externalId", customer.ExternalId);
        json.WriteString("entityId", customer.EntityId);
        json.WriteString("companyName", customer.CompanyName);
        json.WriteString("email", customer.Email);
        json.WriteString("currency", customer.Currency);
        json.WriteBoolean("seeded", customer.Seeded);
        json.WriteBoolean("deleted", customer.Deleted);
        json.WriteString("createdAt", JsonText.Iso(customer.CreatedAt));
        json.WriteString("updatedAt", JsonText.Iso(customer.ModifiedAt));
        json.WriteEndObject();
    }

    private static void JobEntry(Utf8JsonWriter json, Job job, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("id", job.Id.ToString());
        json.WriteString("idempotencyKey", job.IdempotencyKey);
        json.WriteString("createdAt", JsonText.Iso(job.CreatedAt));
        json.WriteBoolean("completed", job.Completed);
        json.WriteString("progress", job.Progress(now));
        json.WriteStartArray("tasks");
        foreach (var task in job.Tasks)
        {
            json.WriteStartObject();
            json.WriteString("operation", task.Operation);
            json.WriteString("externalId", task.ExternalId);
            json.WriteString("location", task.Outcome?.LocationPath);
            if (task.Outcome is { } outcome)
                json.WriteNumber("status", outcome.Status);
            else
                json.WriteNull("status");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
