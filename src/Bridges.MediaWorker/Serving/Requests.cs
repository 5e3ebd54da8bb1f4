using System.Text.Json;
using Bridges.Media.Jobs;
using Bridges.MediaWorker.Work;

namespace Bridges.MediaWorker.Serving;

/// <summary>Does what the host asks for. Nothing managed that a file brings about ends the worker.</summary>
internal sealed class Requests(Jobs jobs, SelfReport report, WorkerOptions options, Output output)
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;
    private const int MethodNotFound = -32601;
    private const int InvalidParameters = -32602;

    public void Take(byte[] line)
    {
        try
        {
            using var message = JsonDocument.Parse(line);
            Take(message.RootElement);
        }
        catch (JsonException)
        {
            output.Error(null, ParseError, "The line is not JSON.");
        }
    }

    private void Take(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object
            || !message.TryGetProperty("id", out var number) || !number.TryGetInt64(out var id)
            || !message.TryGetProperty("method", out var method))
        {
            output.Error(null, InvalidRequest, "The line is not a JSON-RPC request with an id.");
            return;
        }

        switch (method.GetString())
        {
            case "describe":
                output.Result(id, report.Make(), MediaJson.Default.WorkerReport);
                break;
            case "run" when message.TryGetProperty("params", out var parameters) && Read(parameters) is { } request:
                Run(id, request);
                break;
            case "run":
                output.Error(id, InvalidParameters, "The parameters are not those of this method.");
                break;
            default:
                output.Error(id, MethodNotFound, "There is no such method.");
                break;
        }
    }

    private void Run(long id, WorkerRequest request)
    {
        try
        {
            output.Result(id, jobs.Do(request.Job, request.Input, request.Output), MediaJson.Default.MediaReport);
        }
        catch (JobRefusedException refused)
        {
            output.Error(id, refused.Code, refused.Message);
        }
        catch (Exception exception)
        {
            output.Error(id, WorkerErrors.Refused, $"the file cannot be used ({exception.GetType().Name})");
        }
        finally
        {
            // The next job finds the memory limit as this one did.
            GC.Collect();
        }
    }

    private WorkerRequest? Read(JsonElement parameters)
    {
        try
        {
            var request = parameters.Deserialize(MediaJson.Default.WorkerRequest);
            return request is { Job: not null, Input: not null, Output: not null } && IsIn(options.InputFolder, request.Input) && IsIn(options.OutputFolder, request.Output)
                ? request
                : null;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsIn(string folder, string path) =>
        string.Equals(Path.GetDirectoryName(path), folder, StringComparison.Ordinal) && Path.GetFileName(path) is { Length: > 0 };
}
