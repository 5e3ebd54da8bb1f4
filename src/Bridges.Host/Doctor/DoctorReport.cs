using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>Prints what was found: for people with marks and mends, or as JSON.</summary>
internal static class DoctorReport
{
    public static async Task WriteTextAsync(TextWriter output, IReadOnlyList<DoctorFinding> findings)
    {
        foreach (var finding in findings)
        {
            await output.WriteLineAsync(finding.Verdict switch
            {
                DoctorVerdict.Fine when finding.Mend is { } hint => $"  ok   {finding.Subject}{Environment.NewLine}       hint: {hint}",
                DoctorVerdict.Fine => $"  ok   {finding.Subject}",
                DoctorVerdict.NotChecked => $"  -    {finding.Subject}: {finding.Problem}",
                _ => $"WRONG  {finding.Subject}{Environment.NewLine}       {finding.Problem}{Environment.NewLine}       -> {finding.Mend}",
            });
        }

        var wrong = findings.Count(finding => finding.Verdict == DoctorVerdict.Wrong);
        await output.WriteLineAsync();
        await output.WriteLineAsync(wrong switch { 0 => "Everything that was checked is in order.", 1 => "One thing is wrong.", _ => $"{wrong} things are wrong." });
    }

    public static Task WriteJsonAsync(TextWriter output, IReadOnlyList<DoctorFinding> findings) =>
        output.WriteLineAsync(JsonSerializer.Serialize(findings, DoctorJson.Default.IReadOnlyListDoctorFinding));
}
