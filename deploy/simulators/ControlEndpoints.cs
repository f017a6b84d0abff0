using System.Text.Json;
using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Ledger;
using Workers.Simulators.Seed;

namespace Workers.Simulators;

/// <summary>What no vendor has: ledgers, faults, seeds, reset and health.</summary>
internal static class ControlEndpoints
{
    public static void Map(WebApplication app, List<VendorSeat> seats, SimulatorOptions options)
    {
        app.MapGet("/health/live", (RequestDelegate)Healthy);
        app.MapGet("/health/ready", (RequestDelegate)Healthy);
        app.MapGet("/_ledger/{vendor}/{**thing}", context => Ledger(context, seats));
        app.MapMethods("/_faults/{vendor}", ["GET", "PUT", "DELETE"], context => Faults(context, seats, options.Http.Host));
        app.MapPut("/_seed/customers", context => Seed(context, SeedJson.Default.ListCustomerRow, seats));
        app.MapPut("/_seed/products", context => Seed(context, SeedJson.Default.ListProductRow, seats));
        app.MapPost("/_reset", context =>
        {
            seats.ForEach(seat => seat.Reset());
            return Send(context, VendorReply.Empty(StatusCodes.Status204NoContent));
        });
    }

    private static Task Healthy(HttpContext context) => Send(context, VendorReply.Write(200, json =>
    {
        json.WriteStartObject();
        json.WriteString("status", "healthy");
        json.WriteEndObject();
    }));

    private static async Task Ledger(HttpContext context, List<VendorSeat> seats)
    {
        var thing = context.Request.RouteValues["thing"] as string ?? "";
        if (Find(context, seats) is not { } seat)
            await Problem(context, 404, "no such vendor; there are netsuite, monday, dnb and as400");
        else if (!await LedgerEndpoint.Send(context, seat, thing))
            await Problem(context, 404, $"vendor {seat.Vendor.Name} keeps no ledger '{thing}'");
    }

    private static async Task Faults(HttpContext context, List<VendorSeat> seats, string host)
    {
        if (!Loopback.Is(host))
            await Problem(context, 403, $"faults are off because the simulators listen on {host}; listen on a loopback address to rehearse them");
        else if (Find(context, seats) is not { } seat)
            await Problem(context, 404, "no such vendor; there are netsuite, monday, dnb and as400");
        else if (context.Request.Method == "PUT")
            await SetFaults(context, seat);
        else
            await ShowFaults(context, seat);
    }

    private static async Task SetFaults(HttpContext context, VendorSeat seat)
    {
        try
        {
            var profile = await JsonSerializer.DeserializeAsync(context.Request.Body, FaultJson.Default.FaultProfile, context.RequestAborted);
            if ((profile is null ? "a profile is a JSON object" : profile.Problem()) is { } problem)
            {
                await Problem(context, 400, problem);
                return;
            }

            seat.Faults.Set(profile!);
            await Send(context, VendorReply.Empty(StatusCodes.Status204NoContent));
        }
        catch (JsonException exception)
        {
            await Problem(context, 400, exception.Message);
        }
    }

    private static Task ShowFaults(HttpContext context, VendorSeat seat)
    {
        if (context.Request.Method == "DELETE")
        {
            seat.Faults.Clear();
            return Send(context, VendorReply.Empty(StatusCodes.Status204NoContent));
        }

        var profile = seat.Faults.Profile;
        return Send(context, VendorReply.Write(200, json =>
        {
            if (profile is null)
                json.WriteNullValue();
            else
                JsonSerializer.Serialize(json, profile, FaultJson.Default.FaultProfile);
        }));
    }

    private static async Task Seed<T>(HttpContext context, System.Text.Json.Serialization.Metadata.JsonTypeInfo<List<T>> type, List<VendorSeat> seats)
    {
        try
        {
            var rows = await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? [];
            foreach (var vendor in seats.Select(seat => seat.Vendor).OfType<ISeeded<T>>())
                vendor.Seed(rows);
            await Send(context, VendorReply.Write(200, json =>
            {
                json.WriteStartObject();
                json.WriteNumber("rows", rows.Count);
                json.WriteEndObject();
            }));
        }
        catch (JsonException exception)
        {
            await Problem(context, 400, exception.Message);
        }
    }

    private static VendorSeat? Find(HttpContext context, List<VendorSeat> seats) =>
        seats.Find(seat => seat.Vendor.Name == context.Request.RouteValues["vendor"] as string);

    private static Task Problem(HttpContext context, int status, string detail) => Send(context, VendorReply.Write(status, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    }));

    private static async Task Send(HttpContext context, VendorReply reply) => await ReplySender.Send(context, reply);
}
