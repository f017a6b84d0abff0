using System.Text.Json;

namespace Workers.Simulators.NetSuite;

/// <summary>Sums of the ledgers, cheap enough to be asked often.</summary>
internal static class NetSuiteSummaries
{
    public static bool Write(string thing, Utf8JsonWriter json, NetSuiteStore store, JobQueue jobs)
    {
        if (thing is not ("sales-orders" or "customers" or "jobs"))
            return false;

        json.WriteStartObject();
        switch (thing)
        {
            case "sales-orders":
                json.WriteNumber("count", store.AllOrders.Count);
                json.WriteNumber("active", store.Orders.Count);
                json.WriteNumber("closed", store.Orders.Values.Count(order => order.Status is "C" or "H"));
                json.WriteNumber("deleted", store.AllOrders.Count - store.Orders.Count);
                break;
            case "customers":
                json.WriteNumber("count", store.Customers.Count);
                json.WriteNumber("seeded", store.Customers.Values.Count(customer => customer.Seeded));
                break;
            default:
                json.WriteNumber("count", jobs.Jobs.Count);
                json.WriteNumber("completed", jobs.Jobs.Count(job => job.Completed));
                break;
        }

        json.WriteEndObject();
        return true;
    }
}
