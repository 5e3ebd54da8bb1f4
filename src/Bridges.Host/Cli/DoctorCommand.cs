using System.CommandLine;
using System.CommandLine.Parsing;
using Bridges.Host.Configuration;
using Bridges.Host.Doctor;

namespace Bridges.Host.Cli;

/// <summary><c>bridges doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create(ConfigOption config)
    {
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var wellKnown = new Option<Uri>("--well-known")
        {
            HelpName = "url",
            Description = "Where the server's name publishes its .well-known files, as seen from here. Default: https://, and the server's name.",
            CustomParser = argument => WebAddress(argument),
        };
        return new Command("doctor", "Check everything, and say how to mend what is wrong.") { json, wellKnown }.WithAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var findings = await ExamineAsync(config, parsed, parsed.GetValue(wellKnown), cancellationToken);
            await (parsed.GetValue(json) ? DoctorReport.WriteJsonAsync(output, findings) : DoctorReport.WriteTextAsync(output, findings));
            return findings.Any(finding => finding.Verdict == DoctorVerdict.Wrong) ? ExitCode.ProblemsFound : ExitCode.Success;
        });
    }

    private static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(ConfigOption config, ParseResult parsed, Uri? wellKnown, CancellationToken cancellationToken)
    {
        try
        {
            return await new Examination(config.Load(parsed), wellKnown, TimeProvider.System).RunAsync(cancellationToken);
        }
        catch (ConfigurationException exception)
        {
            return [.. exception.Problems.Select(problem => DoctorFinding.Wrong("configuration", problem.ToString(), problem.Mend))];
        }
    }

    private static Uri? WebAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError("--well-known must be an address such as https://example.org.");
        return null;
    }
}
