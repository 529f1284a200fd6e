using System.Diagnostics;
using System.Text;

namespace CsiHost.S3Engine.Credentials;

/// <summary>A program that prints credentials, as a profile's credential_process names it. Words are split at spaces outside double quotes; no shell is involved.</summary>
internal sealed class ProcessCredentials(string command) : ICredentialSource
{
    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellation)
    {
        var words = Split(command);
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in words.Skip(1))
            start.ArgumentList.Add(word);
        using var process = Process.Start(start) ?? throw new IOException($"credential_process '{words[0]}' did not start");
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? CredentialJson.Parse(output, "credential_process") : throw new IOException($"credential_process '{words[0]}' ended with {process.ExitCode}");
    }

    public void Invalidate()
    {
    }

    public static List<string> Split(string command)
    {
        var words = new List<string>();
        var (word, quoted, any) = (new StringBuilder(), false, false);
        foreach (var c in command)
        {
            if (c == '"')
            {
                (quoted, any) = (!quoted, true);
            }
            else if (c == ' ' && !quoted)
            {
                if (any)
                    words.Add(word.ToString());
                (_, any) = (word.Clear(), false);
            }
            else
            {
                word.Append(c);
                any = true;
            }
        }
        if (any)
            words.Add(word.ToString());
        return words.Count > 0 ? words : throw new Hosting.EngineException("a profile's credential_process is empty");
    }
}
