using Workers.Hosting;
using Workers.Orders.Act;
using Workers.Orders.Errors;
using Workers.Orders.FindOrder;
using Workers.Orders.ListOrders;

namespace Workers.Orders;

/// <summary>The operator's API, all with the operator's key.</summary>
internal static class OrderEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapOperatorGroup();
        api.MapGet("/orders", ([AsParameters] OrderFilter filter, OrderLists lists, CancellationToken ct) => lists.Page(filter, ct));
        api.MapGet("/orders/counts", (OrderLists lists, CancellationToken ct) => lists.Counts(ct));
        api.MapGet("/orders/stuck", (int? olderThanSeconds, int? limit, OrderLists lists, CancellationToken ct) => lists.Stuck(olderThanSeconds, limit, ct));
        api.MapPost("/orders/lookup", (OrderKey[] keys, OrderLists lists, CancellationToken ct) => lists.Lookup(keys, ct));
        api.MapGet("/orders/{id}", (string id, OrderStory story, CancellationToken ct) => story.Tell(id, ct));

        api.MapPost("/orders/{id}/retry", (string id, OrderAction action, OrderActions actions, CancellationToken ct) => actions.Retry(id, action, ct));
        api.MapPost("/orders/{id}/cancel", (string id, OrderAction action, OrderActions actions, CancellationToken ct) => actions.Cancel(id, action, ct));
        api.MapPost("/orders/{id}/customer", (string id, OrderAction action, OrderActions actions, CancellationToken ct) => actions.ChooseCustomer(id, action, ct));
        api.MapPost("/orders/{id}/credit", (string id, OrderAction action, OrderActions actions, CancellationToken ct) => actions.DecideCredit(id, action, ct));
        api.MapPost("/orders/{id}/subsidiary", (string id, OrderAction action, OrderActions actions, CancellationToken ct) => actions.ChooseSubsidiary(id, action, ct));

        api.MapGet("/errors", (bool? resolved, string? source, Guid? order, Guid? after, int? limit, ErrorBook errors, CancellationToken ct) =>
            errors.List(resolved, source, order, after, limit, ct));
        api.MapPost("/errors/{id:guid}/resolve", (Guid id, Resolution resolution, ErrorBook errors, CancellationToken ct) => errors.Resolve(id, resolution, ct));
    }
}
