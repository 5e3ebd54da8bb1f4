using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Host.Administration;
using Bridges.Host.Doctor;
using Bridges.Host.Http;

namespace Bridges.Host.Reports;

/// <summary>What the page shows to admins, for programs. The key is the as_token.</summary>
internal sealed class ReportEndpoints(HostReports reports, DoctorRuns doctor, IHostApplicationLifetime lifetime) : IEndpointGroup
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var endpoints = routes.MapGroup(AdministrationEndpoints.Root).WithMetadata(Caller.Administrator);
        endpoints.MapGet("/overview", Answering(context => reports.OverviewAsync(context.RequestAborted), ReportsJson.Default.OverviewReport));
        endpoints.MapGet("/versions", Answering(_ => Task.FromResult(reports.Versions()), ReportsJson.Default.IReadOnlyListPartReport));
        endpoints.MapGet("/log", Answering(context => Task.FromResult(reports.Log(LevelOf(context), Query(context, "part"), Query(context, "q"))), ReportsJson.Default.LogReport));
        endpoints.MapGet("/configuration", Answering(_ => Task.FromResult(reports.Settings()), ReportsJson.Default.IReadOnlyListEffectiveSetting));
        endpoints.MapGet("/doctor", Answering(_ => Task.FromResult(reports.Examination()), ReportsJson.Default.ExaminationReport));
        endpoints.MapPost("/doctor", Answering(ExamineAsync, ReportsJson.Default.ExaminationReport));
    }

    /// <summary>Examines now, or waits for the examination that runs. Whoever does not wait for the answer stops nothing.</summary>
    private async Task<ExaminationReport> ExamineAsync(HttpContext context)
    {
        await doctor.Begin(lifetime.ApplicationStopping).WaitAsync(context.RequestAborted);
        return reports.Examination();
    }

    private static RequestDelegate Answering<T>(Func<HttpContext, Task<T>> answer, JsonTypeInfo<T> type) => async context =>
        await MatrixAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(await answer(context), type));

    private static string Query(HttpContext context, string name) => context.Request.Query[name].ToString();

    private static LogLevel LevelOf(HttpContext context) => Query(context, "level") switch
    {
        "" => LogLevel.Information,
        var text when Enum.TryParse<LogLevel>(text, ignoreCase: true, out var level) && Enum.IsDefined(level) => level,
        _ => throw new InvalidParameterException("'level' is to be Information, Warning, Error or Critical."),
    };
}
