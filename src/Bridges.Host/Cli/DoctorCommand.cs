using System.CommandLine;
using Bridges.Host.Configuration;
using Bridges.Host.Doctor;

namespace Bridges.Host.Cli;

/// <summary><c>bridges doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(ConfigOption config)
    {
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        return new Command("doctor", "Check everything, and say how to mend what is wrong.") { json }.WithAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var findings = await ExamineAsync(config, parsed, cancellationToken);
            await (parsed.GetValue(json) ? DoctorReport.WriteJsonAsync(output, findings) : DoctorReport.WriteTextAsync(output, findings));
            return findings.Any(finding => finding.Verdict == DoctorVerdict.Wrong) ? ExitCode.ProblemsFound : ExitCode.Success;
        });
    }

    private static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(ConfigOption config, ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return await new Examination(config.Load(parsed), TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (ConfigurationException exception)
        {
            return [.. exception.Problems.Select(problem => DoctorFinding.Wrong("configuration", problem.ToString(), "Correct it there; a key that is not written has its default."))];
        }
    }
}
