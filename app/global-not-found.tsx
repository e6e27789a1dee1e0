export default function NotFound() {
  return (
    <html lang="uk">
      <body>404</body>
    </html>
  );
}
