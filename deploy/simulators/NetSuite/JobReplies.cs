using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>What a caller may ask about a job: the job, its tasks, one task, its result.</summary>
internal sealed class JobReplies(JobQueue jobs)
{
    private const string Root = "/services/rest/async/v1/job/";

    public static string PathOf(Job job) => Root + job.Id;

    /// <summary>Segments after <c>async/v1/job</c>: id [task [n [result]]].</summary>
    public VendorReply Answer(VendorRequest request, ReadOnlySpan<string> segments)
    {
        if (request.Method != "GET")
            return NetSuiteErrors.Reply(405, "METHOD_NOT_ALLOWED", "The method is not supported on this resource.");
        if (segments.Length == 0 || !long.TryParse(segments[0], out var id) || jobs.Find(id) is not { } job)
            return Missing("job");
        if (segments.Length == 1)
            return VendorReply.Write(200, json => WriteJob(json, job, request));
        if (segments[1] != "task")
            return Missing("resource");
        if (segments.Length == 2)
            return TaskList(job, request);

        if (!int.TryParse(segments[2], out var number) || number < 1 || number > job.Tasks.Count)
            return Missing("task");
        var task = job.Tasks[number - 1];
        if (segments.Length == 3)
            return VendorReply.Write(200, json => WriteTask(json, job, task, number, request));
        return segments.Length == 4 && segments[3] == "result" && Shown(job, task) is { } outcome
            ? outcome.ToReply(request.BaseUrl)
            : Missing("result");
    }

    // A job that never finishes shows nothing, even when its work was done.
    private static RecordOutcome? Shown(Job job, JobTask task) =>
        job.Fault == Faults.JobFault.NeverFinishesAfter ? null : task.Outcome;

    private static void WriteJob(Utf8JsonWriter json, Job job, VendorRequest request)
    {
        var self = request.BaseUrl + PathOf(job);
        json.WriteStartObject();
        Links(json, ("self", self));
        json.WriteBoolean("completed", job.Completed);
        if (job.Completed)
            json.WriteString("endTime", JsonText.IsoSeconds(job.Tasks.Max(task => task.EndsAt)));
        json.WriteString("id", job.Id.ToString());
        json.WriteString("progress", job.Progress(request.At));
        if (job.Tasks[0].StartsAt <= request.At)
            json.WriteString("startTime", JsonText.IsoSeconds(job.Tasks[0].StartsAt));
        json.WriteStartObject("task");
        Links(json, ("self", self + "/task"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static VendorReply TaskList(Job job, VendorRequest request)
    {
        var self = request.BaseUrl + PathOf(job) + "/task";
        var limit = int.TryParse(request.Parameter("limit"), out var wanted) ? Math.Clamp(wanted, 1, 1000) : 1000;
        var offset = int.TryParse(request.Parameter("offset"), out var start) ? Math.Clamp(start, 0, job.Tasks.Count) : 0;
        var count = Math.Min(limit, job.Tasks.Count - offset);
        return VendorReply.Write(200, json =>
        {
            json.WriteStartObject();
            Links(json, ("self", self));
            json.WriteNumber("count", count);
            json.WriteBoolean("hasMore", offset + count < job.Tasks.Count);
            json.WriteStartArray("items");
            for (var number = offset + 1; number <= offset + count; number++)
            {
                json.WriteStartObject();
                Links(json, ("self", $"{self}/{number}"));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("offset", offset);
            json.WriteNumber("totalResults", job.Tasks.Count);
            json.WriteEndObject();
        });
    }

    private static void WriteTask(Utf8JsonWriter json, Job job, JobTask task, int number, VendorRequest request)
    {
        var self = $"{request.BaseUrl}{PathOf(job)}/task/{number}";
        var outcome = Shown(job, task);
        json.WriteStartObject();
        Links(json, ("related", self + "/result"), ("self", self));
        json.WriteBoolean("completed", outcome is not null);
        if (outcome is not null)
            json.WriteString("endTime", JsonText.IsoSeconds(task.EndsAt));
        json.WriteString("id", number.ToString());
        var running = task.StartsAt <= request.At;
        json.WriteString("progress", outcome switch
        {
            null => running ? "processing" : "pending",
            { Succeeded: true } => "succeeded",
            _ => "failed",
        });
        if (running)
            json.WriteString("startTime", JsonText.IsoSeconds(task.StartsAt));
        json.WriteEndObject();
    }

    internal static void Links(Utf8JsonWriter json, params ReadOnlySpan<(string Rel, string Href)> links)
    {
        json.WriteStartArray("links");
        foreach (var (rel, href) in links)
        {
            json.WriteStartObject();
            json.WriteString("rel", rel);
            json.WriteString("href", href);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static VendorReply Missing(string what) =>
        NetSuiteErrors.Reply(404, "NONEXISTENT_ID", $"The {what} does not exist.");
}
