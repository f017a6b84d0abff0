namespace Workers.Simulators.Http;

/// <summary>Puts an answer on the wire: whole, cut short, or byte by byte.</summary>
internal static class ReplySender
{
    public static async Task<int> Send(HttpContext context, VendorReply reply)
    {
        Head(context, reply, reply.Body.Length);
        if (reply.Body.Length > 0)
            await context.Response.Body.WriteAsync(reply.Body, context.RequestAborted);
        return reply.Status;
    }

    /// <summary>A well-formed HTTP answer whose JSON stops in the middle. An empty answer has nothing to cut: its connection goes.</summary>
    public static async Task<int> SendTruncated(HttpContext context, VendorReply reply)
    {
        if (reply.Body.Length < 2)
        {
            context.Abort();
            return 0;
        }

        var half = reply.Body.Length / 2;
        Head(context, reply, half);
        await context.Response.Body.WriteAsync(reply.Body.AsMemory(0, half), context.RequestAborted);
        return reply.Status;
    }

    /// <summary>Drips the body so that the whole answer takes the given time.</summary>
    public static async Task<int> SendSlowly(HttpContext context, VendorReply reply, int milliseconds, CancellationToken stopping)
    {
        Head(context, reply, reply.Body.Length);
        await context.Response.StartAsync(context.RequestAborted);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var pause = TimeSpan.FromMilliseconds(Math.Max(1, milliseconds / (double)Math.Max(1, reply.Body.Length)));
        for (var position = 0; position < reply.Body.Length; position++)
        {
            await context.Response.Body.WriteAsync(reply.Body.AsMemory(position, 1), either.Token);
            await context.Response.Body.FlushAsync(either.Token);
            await Task.Delay(pause, either.Token);
        }

        return reply.Status;
    }

    private static void Head(HttpContext context, VendorReply reply, int length)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            response.Headers.Append(name, value);
        if (reply.Status == StatusCodes.Status204NoContent)
            return;

        response.ContentLength = length;
        if (reply.ContentType.Length > 0)
            response.ContentType = reply.ContentType;
    }
}
