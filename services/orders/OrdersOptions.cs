using System.ComponentModel.DataAnnotations;
using Workers.Contracts;
using Workers.Orders.Journey;

namespace Workers.Orders;

/// <summary>Settings of the saga. Section <c>Orders</c>.</summary>
public sealed class OrdersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Orders";

    /// <summary>How long a step of our own may take before its command is sent again. Default 60 s.</summary>
    public TimeSpan StepTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for the sales order, whose outcome is polled for up to 3 minutes. Default 5 min.</summary>
    public TimeSpan ErpTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for the board. Default 2 min.</summary>
    public TimeSpan BoardTime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest pause between two repetitions of a command, and of an announced wait without an end. Default 1 h.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often overdue orders are looked for. Default 5 s.</summary>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a claimed order stays claimed when the process ends before its push was sent. Default 30 s.</summary>
    public TimeSpan SweepLease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Orders pushed at once. Default 200.</summary>
    [Range(1, 10_000)]
    public int SweepBatch { get; set; } = 200;

    /// <summary>How long confirmations to ingestion are collected before they are published together. Default 200 ms.</summary>
    public TimeSpan AdoptionInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Events that are handled at the same time; groups form from them. Default 128.</summary>
    [Range(1, 1024)]
    public int ConcurrentEvents { get; set; } = 128;

    /// <summary>Months of partitions that are made ahead. Default 3.</summary>
    [Range(1, 24)]
    public int PartitionMonthsAhead { get; set; } = 3;

    /// <summary>Days after which a month of orders is dropped. Default 90.</summary>
    [Range(1, 36500)]
    public int KeepOrdersDays { get; set; } = 90;

    /// <summary>Days after which a month of errors is dropped. Default 180.</summary>
    [Range(1, 36500)]
    public int KeepErrorsDays { get; set; } = 180;

    /// <summary>Years after which a month of the audit is dropped. Default 7.</summary>
    [Range(1, 100)]
    public int KeepAuditYears { get; set; } = 7;

    /// <summary>When the order's command is due to be sent again; null when nobody's answer is awaited.</summary>
    internal DateTime? NextSweep(OrderState order, DateTime now)
    {
        if (Buckets.Of(order) != Buckets.Moving) return null;
        var time = order.Step switch { OrderSteps.Erp => ErpTime, OrderSteps.Board => BoardTime, _ => StepTime };
        if (order.WaitCode is not null)
            return order.WaitUntil is { } until ? (until > now ? until : now) + time : now + LongestPause;
        var pause = time * Math.Pow(2, Math.Min(order.Sweeps, 20));
        return now + (pause < LongestPause ? pause : LongestPause);
    }
}
